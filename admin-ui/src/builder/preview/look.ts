/** What a preview shows, as the parameters of its address. Defaults are left out, so that an address says only what is special. */
import { API } from '../../api/http';

export type Place = 'start' | 'end' | number;

export interface Look {
  /** The start page, the end of the journey, or a page counted from 0. */
  place: Place;
  /** `draft`, `live` or the number of a version. */
  version?: string | undefined;
  /** With the sample answers of this way. */
  way?: number | undefined;
  language?: string | undefined;
  /** As of this day (`2026-04-01`). */
  today?: string | undefined;
  hasScript?: boolean | undefined;
}

export const LANGUAGES = [
  { value: 'ja', label: '日本語' },
  { value: 'ja-easy', label: 'やさしい日本語' },
  { value: 'en', label: 'English（英語）' },
] as const;

export function previewUrl(form: string, look: Look): string {
  const query = new URLSearchParams();
  if (look.place === 'start') query.set('start', 'true');
  else if (look.place === 'end') query.set('end', 'true');
  else query.set('page', String(look.place));
  if (look.version !== undefined && look.version !== 'draft') query.set('version', look.version);
  if (look.way !== undefined) query.set('way', String(look.way));
  if (look.language !== undefined && look.language !== 'ja') query.set('lang', look.language);
  if (look.today) query.set('today', look.today);
  if (look.hasScript === false) query.set('script', 'off');
  return `${API}/forms/${encodeURIComponent(form)}/preview?${query}`;
}
