/** What a new form begins with, as the server is told, and the title it would have. */
import type { Import, NewForm } from '../../api/types';

export interface Start {
  body: Pick<NewForm, 'template_id' | 'copy_of' | 'document' | 'images' | 'origin' | 'settings'>;
  /** Shown as the name the form gets when none is typed. */
  title: string;
}

export function startOf(understood: Import): Start {
  const { document, images, origin, settings, title } = understood;
  return { body: { document, images, origin, settings }, title };
}
