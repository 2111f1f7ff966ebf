import { movedTo, patched } from '../model/change';
import type { FormDocument } from '../model/document';
import { withScope } from '../model/scope';

/** `to` is where the member stands afterwards: the order of the properties is the order of the inputs. */
export interface MoveMember {
  type: 'moveMember';
  group: string;
  from: number;
  to: number;
}

export function moveMember(document: FormDocument, { group, from, to }: MoveMember): FormDocument {
  return withScope(document, group, (scope) => {
    const members = Object.entries(scope.properties);
    const next = movedTo(members, from, to);
    return next === members ? scope : patched(scope, { properties: Object.fromEntries(next) });
  });
}
