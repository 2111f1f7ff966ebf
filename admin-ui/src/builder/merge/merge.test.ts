import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, type Command } from '../commands';
import { anyDraw, randomCommand } from '../commands/randomCommands';
import { expectSound, gallery, sample } from '../fixtures';
import type { FormDocument } from '../model/document';
import { isSameDocument, merge } from './merge';
import type { Side } from './threeWay';

const all = (document: FormDocument, ...commands: Command[]) => commands.reduce(apply, document);
const retitled = (field: string, title: string): Command => ({ type: 'editField', field, patch: { title } });

function merged(mine: FormDocument, theirs: FormDocument, choices: Record<string, Side> = {}, base = sample()) {
  return merge({ base, mine, theirs }, new Map(Object.entries(choices)));
}
