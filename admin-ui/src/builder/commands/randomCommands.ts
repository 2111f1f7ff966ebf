/** Any command about a document, for property tests: mostly about what is there, sometimes about what is not. */
import fc from 'fast-check';
import { clipOf } from '../clipboard/clip';
import { pasted } from '../clipboard/pasted';
import { asked } from '../fixtures';
import { movedTo } from '../model/change';
import { choicesOf, otherOf, withChoices, withOther } from '../model/choices';
import type { FieldSchema, FormDocument, Place } from '../model/document';
import { KIND_GROUPS } from '../kinds';
import { freshPageId } from '../model/kinds';
import { groupsOf, scopeOf } from '../model/scope';
import { languagesOf } from '../model/translations';
import type { Command } from './index';

/** Numbers and a text that a maker turns into a command. */
export interface Draw {
  which: number;
  a: number;
  b: number;
  c: number;
  text: string;
  isOn: boolean;
}

export const anyDraw = (): fc.Arbitrary<Draw> =>
  fc.record({
    which: fc.nat(),
    a: fc.nat({ max: 40 }),
    b: fc.nat({ max: 40 }),
    c: fc.nat({ max: 40 }),
    text: fc.string({ maxLength: 12, minLength: 1 }),
    isOn: fc.boolean(),
  });

type Makers = {
  [K in Command['type']]: (document: FormDocument, draw: Draw) => Extract<Command, { type: K }>;
};

/** One of the list, or now and then one that is not there. */
function pick(list: readonly string[], number: number): string {
  return list[number % (list.length + 1)] ?? 'ghost';
}

const KINDS = KIND_GROUPS.flatMap((group) => group.kinds);
const newField = (draw: Draw): FieldSchema => KINDS[draw.c % KINDS.length]?.create() ?? {};
const page = (document: FormDocument, number: number) => number % (document['x-pages'].length + 1);

function place(document: FormDocument, a: number, b: number): Place {
  const at = page(document, a);
  return { page: at, block: b % ((document['x-pages'][at]?.blocks.length ?? 0) + 1) };
}

const places = (document: FormDocument, { a, b, c }: Draw): Place[] => [
  place(document, a, b),
  place(document, a, c),
  place(document, c, b),
];

/** A field of the form or a member of a group. */
function address(document: FormDocument, { a, b, isOn }: Draw) {
  const group = isOn ? groupsOf(document)[a % Math.max(1, groupsOf(document).length)] : undefined;
  return { name: pick(Object.keys(scopeOf(document, group).properties), b), group };
}

/** A language of the form, or now and then one that it does not have. */
const language = (document: FormDocument, number: number) => pick(languagesOf(document), number);

/** The place of a text, or now and then of nothing. */
const textPlace = (document: FormDocument, number: number) =>
  pick(
    [
      '/title',
      '/x-pages/0/title',
      '/x-settings/contact/name',
      ...Object.keys(document.properties).map((name) => `/properties/${name}/title`),
    ],
    number,
  );

/** A patch that a person could have made: of the choices, or of a text, a limit, a condition. */
function patchOf(schema: FieldSchema, document: FormDocument, draw: Draw): Record<string, unknown> {
  const choices = choicesOf(schema);
  if (choices.length > 0 && schema['x-kind'] !== 'matrix') {
    const other = schema['x-kind'] === 'ranking' || otherOf(schema) !== null ? null : { title: draw.text };
    return draw.isOn
      ? withChoices(schema, movedTo(choices, draw.a % choices.length, draw.c % choices.length))
      : withOther(schema, other);
  }
  // The editor offers the fields that are there, and no others.
  const names = Object.keys(document.properties);
  const about = names[draw.c % Math.max(1, names.length)];
  const condition = draw.isOn && about !== undefined ? asked(about, true) : undefined;
  return [
    { title: draw.text },
    { 'x-help': draw.isOn ? draw.text : undefined },
    { 'x-show-when': condition },
  ][draw.c % 3] as Record<string, unknown>;
}

const MAKERS: Makers = {
  addBlock: (document, { a, b, text, isOn }) => {
    const at = place(document, a, b);
    const picture = { image: 'a'.repeat(64), width: 1600, height: 900, alt: text, caption: text };
    const block = isOn ? picture : { heading: text };
    return { type: 'addBlock', page: at.page, at: at.block, block };
  },
  addField: (document, draw) => {
    const at = place(document, draw.a, draw.b);
    const name = `n${draw.c}`;
    return {
      type: 'addField',
      page: at.page,
      at: at.block,
      name,
      schema: newField(draw),
      isRequired: draw.isOn,
    };
  },
  addLanguage: (_, { a }) => ({
    type: 'addLanguage',
    language: ['en', 'ja-easy', 'zh-Hans', 'no tag', 'ja'][a % 5] as string,
  }),
  addMember: (document, draw) => ({
    type: 'addMember',
    group: pick(groupsOf(document), draw.a),
    at: draw.b % 4,
    name: `m${draw.c}`,
    schema: { type: 'string', title: draw.text, 'x-kind': 'shortText', maxLength: 10 },
    isRequired: draw.isOn,
  }),
  addPage: (document, { a, text }) => ({
    type: 'addPage',
    id: freshPageId(document),
    title: text,
    at: page(document, a),
  }),
  confirmTranslation: (document, { a, b }) => ({
    type: 'confirmTranslation',
    language: language(document, a),
    at: textPlace(document, b),
  }),
  editBlock: (document, { a, b, text }) => {
    const at = place(document, a, b);
    const block = document['x-pages'][at.page]?.blocks[at.block];
    const words = block?.text === undefined ? { heading: text } : { text };
    const patch = block?.image === undefined ? words : { alt: text };
    return { type: 'editBlock', ...at, patch: block?.field === undefined ? patch : {} };
  },
  editField: (document, draw) => {
    const { name, group } = address(document, draw);
    const schema = scopeOf(document, group).properties[name] ?? {};
    const patch = group === undefined ? patchOf(schema, document, draw) : { title: draw.text };
    return { type: 'editField', name, group, patch };
  },
  editForm: (_, { text }) => ({ type: 'editForm', patch: { title: text } }),
  editPage: (document, { a, text }) => ({
    type: 'editPage',
    page: page(document, a),
    patch: { title: text },
  }),
  editRules: (document, draw) => {
    const { group } = address(document, draw);
    const rules = scopeOf(document, group)['x-rules'] ?? [];
    const next = draw.c % 2 === 0 ? rules.toReversed() : rules.slice(1);
    return { type: 'editRules', group, rules: next };
  },
  editSettings: (_, { text, isOn }) => ({
    type: 'editSettings',
    path: ['contact', 'name'],
    value: isOn ? text : undefined,
  }),
  insertBlocks: (document, draw) => {
    const clip = clipOf(document, places(document, draw));
    return pasted(document, clip, place(document, draw.c, draw.a)).command;
  },
  moveBlocks: (document, draw) => ({
    type: 'moveBlocks',
    from: places(document, draw),
    to: place(document, draw.c, draw.a),
  }),
  moveMember: (document, { a, b, c }) => {
    const group = pick(groupsOf(document), a);
    return { type: 'moveMember', group, from: b % 5, to: c % 5 };
  },
  movePage: (document, { a, b }) => ({ type: 'movePage', from: page(document, a), to: page(document, b) }),
  removeBlocks: (document, draw) => ({
    type: 'removeBlocks',
    places: places(document, draw).slice(draw.c % 3),
  }),
  removeLanguage: (document, { a }) => ({ type: 'removeLanguage', language: language(document, a) }),
  removeMember: (document, { a, b }) => {
    const group = pick(groupsOf(document), a);
    return { type: 'removeMember', group, name: pick(Object.keys(scopeOf(document, group).properties), b) };
  },
  removePage: (document, { a }) => ({ type: 'removePage', page: page(document, a) }),
  replaceDocument: (document, { text }) => ({
    type: 'replaceDocument',
    document: { ...document, title: text },
  }),
  replaceReferences: (document, draw) => {
    const { name, group } = address(document, draw);
    const to = pick(Object.keys(scopeOf(document, group).properties), draw.c);
    return { type: 'replaceReferences', name, group, to };
  },
  renameChoice: (document, draw) => {
    const { name, group } = address(document, draw);
    const choices = choicesOf(scopeOf(document, group).properties[name] ?? {});
    return {
      type: 'renameChoice',
      name,
      group,
      from: choices[draw.c % 3]?.const ?? 'ghost',
      to: `v${draw.c}`,
    };
  },
  renameField: (document, draw) => {
    const { name, group } = address(document, draw);
    return { type: 'renameField', from: name, to: `r${draw.c}`, group };
  },
  setCalculation: (document, draw) => {
    const expression = draw.isOn ? '1 + 1' : undefined;
    return { type: 'setCalculation', ...address(document, draw), expression };
  },
  setRequired: (document, draw) => ({
    type: 'setRequired',
    ...address(document, draw),
    isRequired: draw.c % 2 === 0,
  }),
  setTranslation: (document, { a, b, text, isOn }) => ({
    type: 'setTranslation',
    language: language(document, a),
    at: textPlace(document, b),
    text: isOn ? text : '',
  }),
  setTranslations: (document, { a, b, c, text, isOn }) => ({
    type: 'setTranslations',
    language: language(document, a),
    texts: [
      { at: textPlace(document, b), text, source: isOn ? '前の原文' : undefined },
      { at: textPlace(document, c), text: isOn ? '' : text },
    ],
  }),
};

const TYPES = Object.keys(MAKERS) as Command['type'][];

/** The command that a draw means for this document. */
export function commandOf(
  document: FormDocument,
  draw: Draw,
  types: readonly Command['type'][] = TYPES,
): Command {
  const type = types[draw.which % types.length] ?? 'editForm';
  return MAKERS[type](document, draw);
}
