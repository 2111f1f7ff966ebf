/** Finding a template: by words anywhere in what is said about it, and by category. */
import type { Template } from '../../api/types';

export interface TemplateGroup {
  category: string;
  templates: Template[];
}

const OTHERS = 'そのほか';

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Every word somewhere in title, description, use, category or keywords, whatever the width of letters. */
export function fits(template: Template, text: string): boolean {
  const { title, description, gallery, category, keywords } = template;
  const haystack = fold([title, description, gallery, category, ...keywords].join(' '));
  return fold(text)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => haystack.includes(word));
}

/** By category: the largest first, those without one last. */
export function grouped(templates: readonly Template[]): TemplateGroup[] {
  const groups = new Map<string, Template[]>();
  for (const template of templates) {
    const category = template.category ?? OTHERS;
    groups.set(category, [...(groups.get(category) ?? []), template]);
  }
  const rank = ({ category, templates: own }: TemplateGroup) => (category === OTHERS ? -1 : own.length);
  return [...groups]
    .map(([category, own]) => ({ category, templates: own }))
    .sort((a, b) => rank(b) - rank(a) || a.category.localeCompare(b.category, 'ja'));
}
