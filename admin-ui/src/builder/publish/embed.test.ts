import { expect, it } from 'vitest';
import type { FormDetail } from '../../api/types';
import { embedSnippet, originsOf } from './embed';
import { machineUrl } from './SharePanel';

it('escapes what staff wrote', () => {
  const snippet = embedSnippet('https://forms.example.jp/f/dog?a=1&b=2', '犬 "登録" <script>');
  expect(snippet).toContain('src="https://forms.example.jp/f/dog?a=1&amp;b=2"');
  expect(snippet).toContain('title="犬 &quot;登録&quot; &lt;script&gt;"');
});

it('reads sites one a line, each once, whatever stands behind them', () => {
  expect(
    originsOf(
      ' https://www.city.example.jp/index.html \n\nhttps://www.city.example.jp\nhttps://b.example.jp:8443',
    ),
  ).toEqual({
    origins: ['https://www.city.example.jp', 'https://b.example.jp:8443'],
    wrong: null,
  });
  expect(originsOf('')).toEqual({ origins: [], wrong: null });
  for (const wrong of ['http://www.city.example.jp', 'www.city.example.jp', 'javascript:alert(1)']) {
    expect(originsOf(`https://a.example.jp\n${wrong}`).wrong).toBe(wrong);
  }
});

it('puts the interface for programs beside the public page', () => {
  const form = { public_url: 'https://forms.example.jp/f/dog', slug: 'dog' } as FormDetail;
  expect(machineUrl(form)).toBe('https://forms.example.jp/api/v1/forms/dog');
});
