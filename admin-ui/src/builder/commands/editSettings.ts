import { patched } from '../model/change';
import type { FormDocument } from '../model/document';

/** One published setting; `path` is one or two keys deep. An undefined value takes the key out. */
export interface EditSettings {
  type: 'editSettings';
  path: [string] | [string, string];
  value: unknown;
}

export function editSettings(document: FormDocument, { path, value }: EditSettings): FormDocument {
  const settings = document['x-settings'] ?? {};
  const [key, inner] = path;
  const next =
    inner === undefined
      ? patched(settings, { [key]: value })
      : patched(settings, { [key]: emptied(patched(asObject(settings[key]), { [inner]: value })) });
  return patched(document, { 'x-settings': emptied(next) });
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function emptied(object: Record<string, unknown>): Record<string, unknown> | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
