/** Finds things of the palette by any of their words, however somebody writes them. */
import { KIND_GROUPS } from '../kinds';

export interface PaletteEntry {
  kind: string;
  label: string;
  search: string;
  note?: string;
}

export interface PaletteGroup {
  title: string;
  kinds: readonly PaletteEntry[];
}

const TEXTS: PaletteGroup = {
  title: '文章と画像',
  kinds: [
    { kind: 'heading', label: '見出し', search: 'みだし 節 区切り セクション タイトル heading' },
    { kind: 'text', label: '説明文', search: 'せつめい 案内 注意書き 文章 段落 text' },
    { kind: 'picture', label: '画像', search: 'がぞう 写真 図 地図 イラスト 見本 picture image' },
  ],
};

export const PALETTE: readonly PaletteGroup[] = [...KIND_GROUPS, TEXTS];

/** Half and full width, capital letters, hiragana and katakana read the same. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60));
}

/** The groups with what has every word of the question in its label or its search words. */
export function searchPalette(question: string): readonly PaletteGroup[] {
  const words = plain(question).split(/\s+/).filter(Boolean);
  if (words.length === 0) return PALETTE;
  return PALETTE.map((group) => ({
    ...group,
    kinds: group.kinds.filter(({ kind, label, search }) => {
      const known = plain(`${label} ${search} ${kind} ${group.title}`);
      return words.every((word) => known.includes(word));
    }),
  })).filter(({ kinds }) => kinds.length > 0);
}
