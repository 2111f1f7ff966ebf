/** A picture of the page, and the sentences about files that cannot become one. What a file is, the server finds out. */
import { ApiError } from '../../api/http';
import { messageOf } from '../../api/messages';
import type { Block } from '../model/document';

/** The part of a block that is the file. */
export interface PictureFile {
  image: string;
  width: number;
  height: number;
}

/** The server takes no more. */
export const MOST_BYTES = 5 * 1024 * 1024;

/** Where a picture is shown from, for residents and here alike. */
export const pictureUrl = (image: string): string => `/images/${encodeURIComponent(image)}`;

/** A picture of the page with what is said of it; null for any other block. */
export function pictureOf(block: Block): (PictureFile & { alt: string; caption: string }) | null {
  const { image, width, height, alt, caption } = block;
  if (typeof image !== 'string') return null;
  const side = (value: unknown) => (typeof value === 'number' ? value : 0);
  return { image, width: side(width), height: side(height), alt: alt ?? '', caption: caption ?? '' };
}

const INSTEAD = 'PNGかJPEGの画像を選んでください。';

const KINDS: Record<string, string> = {
  svg: `SVGの画像は使えません。プログラムを含むことがあるためです。${INSTEAD}`,
  heic: `HEICの写真は使えません。JPEGに変えてから選んでください。`,
  picture: `この種類の画像は使えません。${INSTEAD}`,
  pdf: `PDFは画像ではありません。見せたいところを画像にして、${INSTEAD}`,
  office: `文書のファイルは画像ではありません。見せたいところを画像にして、${INSTEAD}`,
  video: `動画は使えません。${INSTEAD}`,
};

const REASONS: Record<string, string> = {
  empty: 'ファイルの中身がありません。別のファイルを選んでください。',
  damaged: '画像が壊れているため、読み取れませんでした。元の画像をもう一度保存してから選んでください。',
  pixels: '画像が大きすぎて読み取れません。縦横を小さくしてから選んでください。',
  many: 'このフォームの画像が40枚になりました。使わなくなった画像は数日で片付くので、後でもう一度お試しください。',
};

export const TOO_LARGE = 'ファイルが大きすぎます（5MBまで）。小さくしてから選んでください。';

/** Why a picture was not taken. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof ApiError)) return messageOf(error);
  if (error.code === 'payload-too-large') return TOO_LARGE;
  if (error.code !== 'image-refused') return messageOf(error);
  const { reason, found } = error.body;
  if (reason === 'type') return KINDS[String(found)] ?? `このファイルは画像ではありません。${INSTEAD}`;
  return REASONS[String(reason)] ?? messageOf(error);
}
