import type { FormSummary } from '../api/types';

/** Whether a form fits the filter: every word somewhere in title, address or department, whatever the width of letters. */
export function matches(form: FormSummary, text: string, state: string): boolean {
  if (state !== '' && form.state !== state) return false;
  const wanted = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = `${form.title} ${form.slug} ${form.department.name}`.normalize('NFKC').toLowerCase();
  return wanted.every((word) => haystack.includes(word));
}
