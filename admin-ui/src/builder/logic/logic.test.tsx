import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Decided } from '../../api/types';
import { asked, gallery, rowsSample, sample } from '../fixtures';
import { askedBy, askers, placesOf } from './dependencies';
import { pictureOf } from './layers';
import Picture from './Picture';
import { stateInWords } from './sampleState';

afterEach(cleanup);

const brief = (document: ReturnType<typeof sample>) =>
  placesOf(document).map(({ kind, thing, asks }) => [kind, thing.id, asks.map(({ id }) => id)]);

describe('what depends on what', () => {
  it('finds conditions, blocks, exits', () => {
    expect(brief(sample())).toEqual([
      ['show', 'symptom', ['fever']],
      ['show', 'block:1:3', ['venue']],
      ['exit', 'exit:1:0', ['fever']],
    ]);
  });

  it('finds calculations, rules, members of rows', () => {
    expect(brief(rowsSample())).toEqual([
      ['show', 'children.school', ['children.age']],
      ['value', 'children.fee', ['children.age']],
      ['value', 'total', ['children', 'children.age', 'children.fee']],
      ['show', 'note', ['children.school']],
      ['rule', 'rule::0', ['total', 'limit']],
      ['rule', 'rule:children:0', ['children.age']],
    ]);
    const total = placesOf(rowsSample()).find(({ thing }) => thing.id === 'total');
    expect(total?.words).toContain('お子さん');
  });

  it('looks into groups, denials and rows of a condition', () => {
    expect(
      askedBy({
        not: { anyOf: [asked('a', true), { required: ['b'] }] },
        properties: { g: { contains: { properties: { m: { const: 1 } } } } },
      }),
    ).toEqual([{ name: 'm', group: 'g' }, { name: 'a' }, { name: 'b' }]);
  });

  it('reads the list from the other side', () => {
    expect(askers(placesOf(sample())).get('fever')?.places).toHaveLength(2);
  });
});

describe('the picture', () => {
  it('puts what is asked left of what asks it, in every form of the gallery', () => {
    for (const { file, document } of gallery()) {
      const { boxes, arrows } = pictureOf(placesOf(document));
      const columns = new Map(boxes.map(({ thing, column }) => [thing.id, column]));
      for (const { from, to } of arrows)
        expect(columns.get(from)!, `${file} ${from}`).toBeLessThan(columns.get(to)!);
      expect(new Set(boxes.map(({ column, row }) => `${column} ${row}`)).size).toBe(boxes.length);
    }
  });

  it('ends where conditions go in a circle', () => {
    const document = sample();
    const properties = {
      ...document.properties,
      fever: { ...document.properties.fever, 'x-show-when': { required: ['symptom'] } },
    };
    expect(pictureOf(placesOf({ ...document, properties })).boxes.length).toBe(5);
  });

  it('says of every box what its arrows say, and goes there by keyboard', async () => {
    const onGo = vi.fn();
    render(<Picture places={placesOf(sample())} onGo={onGo} />);
    const fever = screen.getByRole('link', { name: /^熱がある。症状、来場できませんを決めます/ });
    expect(screen.getByRole('link', { name: '症状。熱があるで決まります' })).toBeTruthy();
    fever.focus();
    await userEvent.keyboard('{Enter}');
    expect(onGo).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ id: 'fever', selection: { page: 1, block: 0 } }),
    );
  });
});

it('says what the sample answers come to', () => {
  const decided: Decided = {
    answers: {},
    violations: [],
    fields: { symptom: { is_shown: true, is_required: true } },
    rows: { children: [{ school: { is_shown: false, is_required: false } }] },
    pages: [
      { is_shown: true, blocks_shown: [true], exit: null },
      { is_shown: true, blocks_shown: [true, true, true, false], exit: 0 },
    ],
  };
  expect(placesOf(sample()).map((place) => stateInWords(decided, place))).toEqual([
    '表示します',
    '表示しません',
    'ここで終わります',
  ]);
  expect(stateInWords(decided, placesOf(rowsSample())[0]!)).toBe('1件目は表示しません');
});
