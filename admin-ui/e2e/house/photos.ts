/** Photographs for the tests: real JPEG and PNG files, painted by the browser. */
import type { Browser } from '@playwright/test';

export interface Photo {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export async function paint(browser: Browser, name: string, colour: string): Promise<Photo> {
  const mimeType = name.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const context = await browser.newContext();
  const page = await context.newPage();
  const base64 = await page.evaluate(
    ([type, fill, text]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [1200, 900];
      const brush = canvas.getContext('2d');
      if (brush === null || type === undefined) throw new Error('no canvas');
      brush.fillStyle = '#9aa0a6';
      brush.fillRect(0, 0, 1200, 900);
      brush.fillStyle = fill ?? 'black';
      brush.beginPath();
      brush.ellipse(600, 520, 320, 180, 0, 0, 2 * Math.PI);
      brush.fill();
      brush.fillStyle = 'white';
      brush.font = '48px sans-serif';
      brush.fillText(text ?? '', 60, 100);
      return canvas.toDataURL(type, 0.9).split(',')[1] ?? '';
    },
    [mimeType, colour, name],
  );
  await context.close();
  return { name, mimeType, buffer: Buffer.from(base64, 'base64') };
}

/** The smallest PNG: one grey pixel. */
export const PHOTO_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);
