/**
 * What need not be done before the person sees what they typed: the last job that was given, a tenth of a second later.
 * Before the page is hidden or left it is done at the latest, so that nothing is lost.
 */
export const MOMENT_MS = 100;

export class MomentLater {
  private job: (() => void) | null = null;

  /** Takes the place of a job that waits. */
  put(job: () => void): void {
    const isFirst = this.job === null;
    this.job = job;
    if (document.hidden) this.now();
    else if (isFirst) setTimeout(() => this.now(), MOMENT_MS);
  }

  now(): void {
    const job = this.job;
    this.job = null;
    job?.();
  }

  forget(): void {
    this.job = null;
  }

  /** Looks out for the end of the page; gives what ends that, with nothing left to do. */
  watch(): () => void {
    const now = () => this.now();
    window.addEventListener('pagehide', now);
    document.addEventListener('visibilitychange', now);
    return () => {
      window.removeEventListener('pagehide', now);
      document.removeEventListener('visibilitychange', now);
      this.now();
    };
  }
}
