/** Times and sizes in words. Times are shown in Japan's zone wherever the browser is. */
const ZONE = 'Asia/Tokyo';

const dateTime = new Intl.DateTimeFormat('ja-JP', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const clockTime = new Intl.DateTimeFormat('ja-JP', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const number = new Intl.NumberFormat('ja-JP');

export function formatDateTime(at: string | null | undefined): string {
  if (!at) return '—';
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : dateTime.format(time);
}

export function formatClock(at: string | number | Date): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? '' : clockTime.format(time);
}

export function formatCount(count: number): string {
  return number.format(count);
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes}バイト`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)}KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}
