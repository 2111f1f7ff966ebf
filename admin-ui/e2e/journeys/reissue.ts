/**
 * A clerk makes the re-issue of vaccination tickets from an empty form to publication, looking at the template of the
 * gallery as at a sheet of paper: every word, choice, condition, exit and setting of it is put in by hand.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Hands } from '../hands/hands';
import { FORMS } from '../house/forms';
import type { Server } from '../house/server';
import { DESKTOP, type NewPage } from '../house/test';
import { Builder } from '../people/builder';
import { Designer, type Asked } from '../people/designer';
import { Officer } from '../people/officer';

const SLUG = 'vaccination-ticket-reissue';

type Choice = { const: string; title: string };
type Value = { const?: string; enum?: string[]; minimum?: number; contains?: Value };
type Condition = { properties: Record<string, Value> };

interface Field {
  title: string;
  'x-kind': string;
  oneOf?: Choice[];
  items?: { oneOf?: Choice[] };
  'x-show-when'?: Condition;
  'x-required-when'?: true;
  [key: string]: unknown;
}

interface Block {
  field?: string;
  heading?: string;
  text?: string;
  'x-show-when'?: Condition;
}

interface Exit {
  when: Condition;
  title: string;
  message: string;
  link: { href: string; text: string };
}

interface Page {
  title: string;
  description?: string;
  blocks: Block[];
  'x-show-when'?: Condition;
  'x-exits'?: Exit[];
}

interface Sheet {
  title: string;
  description: string;
  properties: Record<string, Field>;
  required: string[];
  'x-pages': Page[];
  'x-settings': {
    privacyNotice: string;
    nextSteps: string;
    contact: { name: string; phone: string };
    receipt: { prefix: string };
  };
}

/** What the palette calls the kinds of this form. */
const KINDS: Record<string, string> = {
  choice: '1つ選ぶ',
  choices: 'いくつでも選ぶ',
  consent: '同意（必ずチェック）',
  date: '日付',
  email: 'メールアドレス',
  file: '写真・書類の添付',
  integer: '整数',
  longText: '長い文章',
  personName: '氏名',
  phone: '電話番号',
  postalAddress: '住所',
  shortText: '1行の文字',
};
const PERSONAL = ['personName', 'phone', 'postalAddress', 'email'];

export async function buildsReissue(hands: Hands, server: Server, newPage: NewPage): Promise<void> {
  const sheet = JSON.parse(await readFile(path.join(FORMS, `${SLUG}.json`), 'utf8')) as Sheet;
  const officer = new Officer(await newPage(DESKTOP), hands);
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates('空のフォーム', sheet.title);
  await settles(builder, sheet);
  const clerk = new Clerk(new Designer(builder), sheet);
  for (const [index, page] of sheet['x-pages'].entries()) await clerk.makesPage(page, index === 0);
  await builder.isSaved();
  await officer.checks('the finished form');
  const link = await builder.publishes();
  expect(link.startsWith(`${server.url}/f/`)).toBe(true);
  await expectTheSame(server, await draftOf(officer), sheet);
}

/** The settings that a form must have, or ought to. */
async function settles(builder: Builder, { 'x-settings': settings }: Sheet): Promise<void> {
  const { page, hands } = builder.officer;
  await builder.goesTo('設定');
  const field = (label: string, section: string) =>
    page
      .getByRole('region', { name: section, exact: true })
      .getByRole('textbox', { name: new RegExp(`^${label}(任意)?$`) });
  await hands.write(field('申請した後の流れ', '住民への案内'), settings.nextSteps);
  await hands.write(field('個人情報の取扱い', '個人情報'), settings.privacyNotice);
  await hands.write(field('部署や窓口の名前', '問い合わせ先'), settings.contact.name);
  await hands.write(field('電話番号', '問い合わせ先'), settings.contact.phone);
  await hands.write(field('受付番号の頭文字', '受付番号と控え'), settings.receipt.prefix);
  await builder.goesTo('編集');
}

class Clerk {
  constructor(
    readonly designer: Designer,
    readonly sheet: Sheet,
  ) {}

  async makesPage(page: Page, isFirst: boolean): Promise<void> {
    const { designer } = this;
    if (isFirst) await designer.opensPageSettings();
    else await designer.addsPage();
    await designer.writes('ページの見出し', page.title);
    if (page.description !== undefined) await designer.writes('ページの説明', page.description);
    await this.asks('このページを表示する条件', page['x-show-when']);
    if (isFirst) await designer.writes('フォームの説明', this.sheet.description);
    for (const block of page.blocks) await this.makesBlock(block);
    for (const exit of page['x-exits'] ?? []) await this.makesExit(exit);
  }

  private async makesBlock(block: Block): Promise<void> {
    const { designer } = this;
    if (block.field !== undefined) return this.makesField(block.field);
    await designer.adds(block.heading === undefined ? '説明文' : '見出し');
    if (block.heading !== undefined) await designer.writes('見出しの文字', block.heading);
    if (block.text !== undefined) await designer.writes('文章', block.text);
    await this.asks('表示する条件', block['x-show-when']);
  }

  private async makesField(name: string): Promise<void> {
    const { designer } = this;
    const field = this.sheet.properties[name];
    if (field === undefined) throw new Error(`no field ${name}`);
    const kind = KINDS[field['x-kind']] ?? '';
    await designer.adds(kind);
    if (field.title !== kind) await designer.writes('項目の名前', field.title);
    if (typeof field['x-help'] === 'string') await designer.writes('説明', field['x-help']);
    await designer.sets(
      '必須にする',
      this.sheet.required.includes(name) || field['x-required-when'] === true,
    );
    const choices = field.oneOf ?? field.items?.oneOf;
    if (choices !== undefined)
      await designer.listsChoices(choices.map(({ const: value, title }) => ({ value, title })));
    await this.fits(field);
    await this.asks('表示する条件', field['x-show-when']);
    await this.details(name, field);
  }

  /** What only some kinds have. */
  private async fits(field: Field): Promise<void> {
    const { designer } = this;
    const number = async (key: string, label: string) => {
      if (typeof field[key] === 'number') await designer.writes(label, String(field[key]));
    };
    switch (field['x-kind']) {
      case 'choices':
        return number('minItems', '少なくとも（個）');
      case 'shortText':
        if (field.pattern !== undefined) {
          await designer.chooses('入力できる文字', '決まった桁数の数字');
          await designer.writes('桁数', '10');
        }
        return number('x-max-characters', '最大の文字数');
      case 'longText':
        return number('x-max-characters', '最大の文字数');
      case 'integer':
        await number('minimum', '小さくても');
        await number('maximum', '大きくても');
        return designer.writes('単位', String(field['x-unit']));
      case 'date':
        return designer.chooses('決め方', '申請した日', designer.group('いちばん遅い日'));
      case 'file':
        if (!(field['x-types'] as string[]).includes('application/pdf')) await designer.sets('PDF', false);
        return number('maxItems', '多くても（枚）');
      case 'email':
        return designer.sets('確認のため2回入力してもらう', true);
      case 'consent':
        return designer.writes('チェックの横の文', String(field['x-text']));
      default:
    }
  }

  private async details(name: string, field: Field): Promise<void> {
    const { designer } = this;
    await designer.unfolds('くわしい設定');
    if (typeof field['x-error'] === 'string') await designer.writes('エラーのときの文章', field['x-error']);
    if (field['x-sensitive'] === 'special')
      await designer.chooses('情報の扱い', '要配慮個人情報（病歴など）');
    else if (field['x-sensitive'] === 'personal' && !PERSONAL.includes(field['x-kind']))
      await designer.chooses('情報の扱い', '個人情報');
    await designer.renames(name);
  }

  private async makesExit(exit: Exit): Promise<void> {
    const { designer } = this;
    await designer.opensPageSettings();
    await designer.unfolds('対象外の方への案内');
    await designer.presses('案内を追加');
    await this.asks('案内1の条件', exit.when);
    await designer.writes('案内の見出し', exit.title);
    await designer.writes('案内の文章', exit.message);
    await designer.writes('リンク先のURL', exit.link.href);
    await designer.writes('リンクの文字', exit.link.text);
  }

  private async asks(title: string, condition: Condition | undefined): Promise<void> {
    if (condition !== undefined) await this.designer.asks(title, this.asked(condition));
  }

  /** The sheet's condition in the words of the editor. */
  private asked({ properties }: Condition): Asked {
    const [name = '', value = {}] = Object.entries(properties)[0] ?? [];
    const field = this.sheet.properties[name];
    const titles = (values: string[]) =>
      values.map(
        (wanted) =>
          (field?.oneOf ?? field?.items?.oneOf)?.find((choice) => choice.const === wanted)?.title ?? '',
      );
    const label = field?.title ?? '';
    if (value.const !== undefined)
      return { field: label, how: 'が次の値と同じ', values: titles([value.const]) };
    if (value.minimum !== undefined)
      return { field: label, how: 'が次の数以上', values: [String(value.minimum)] };
    if (value.enum !== undefined) return { field: label, how: 'が次のどれか', values: titles(value.enum) };
    return { field: label, how: 'が次のどれかを含む', values: titles(value.contains?.enum ?? []) };
  }
}

async function draftOf({ page }: Officer): Promise<Sheet> {
  const form = /\/forms\/([^/?]+)\/edit/.exec(page.url())?.[1] ?? '';
  const response = await page.request.get(`/api/v1/staff/forms/${form}/draft`);
  expect(response.ok()).toBe(true);
  return ((await response.json()) as { document: Sheet }).document;
}

interface Violation {
  at: string;
  code: string;
  params?: Record<string, unknown>;
}

interface Outcome {
  accepted: boolean;
  answers: unknown;
  violations: Violation[];
}

interface Case {
  name: string;
  answers: object;
  accepted?: object;
  violations?: Violation[];
}

/** What was built is without errors and decides on answers as the template does. */
async function expectTheSame(server: Server, built: Sheet, sheet: Sheet): Promise<void> {
  const order = (of: Sheet) =>
    of['x-pages'].map(({ title, blocks }) => [title, blocks.map((block) => block.field)]);
  expect(order(built)).toEqual(order(sheet));
  const file = path.join(server.folder, 'built.json');
  await writeFile(file, JSON.stringify(built));
  expect(await server.run('form', 'lint', file)).not.toContain('error');
  const fixture = path.join(FORMS, `../answers/${SLUG}.json`);
  const { today, cases } = JSON.parse(await readFile(fixture, 'utf8')) as { today: string; cases: Case[] };
  for (const { name, answers, accepted, violations = [] } of cases) {
    const given = path.join(server.folder, 'answers.json');
    await writeFile(given, JSON.stringify(answers));
    const outcome = await decides(server, file, given, today);
    expect(outcome.violations.map(withoutPages), name).toEqual(violations.map(withoutPages));
    expect(outcome.accepted, name).toBe(accepted !== undefined);
    if (accepted !== undefined) expect(outcome.answers, name).toEqual(accepted);
  }
}

/** Refused answers end the command with a code of its own; what it prints is the same. */
async function decides(server: Server, form: string, answers: string, today: string): Promise<Outcome> {
  const printed = await server
    .run('form', 'check', form, answers, '--today', today)
    .catch((refused: unknown) => (refused as { stdout: string }).stdout);
  return JSON.parse(printed) as Outcome;
}

/** Pages get their ids from the builder. */
function withoutPages({ at, code, params = {} }: Violation): Violation {
  const rest = Object.entries(params).filter(([name]) => name !== 'page');
  return { at, code, params: Object.fromEntries(rest) };
}
