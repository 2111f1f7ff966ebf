/** Whether the three columns stand below one another (the same width as in builder.css). */
export function isNarrow(): boolean {
  return window.matchMedia('(max-width: 63.99em)').matches;
}
