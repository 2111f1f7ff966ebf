import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import type { SubmissionDetail } from '../api/types';
import { Files } from './Files';

function shown(...states: SubmissionDetail['files'][number]['scan_state'][]): string {
  const files = states.map((scan_state, index) => ({
    id: `file_${index}`,
    field: 'photo',
    name: `${index}.png`,
    media_type: 'image/png',
    size: 1000,
    has_thumbnail: scan_state === 'clean',
    scan_state,
  }));
  const submission = { id: 'sub_1', files, pages: [] } as unknown as SubmissionDetail;
  return renderToStaticMarkup(<Files submission={submission} />);
}

describe('files of a submission', () => {
  it('links what may be opened', () => {
    const html = shown('clean', 'not_scanned');
    expect(html.match(/<a /g)).toHaveLength(3);
    expect(html).not.toContain('検査');
  });

  it('says why the others may not', () => {
    const html = shown('pending', 'infected');
    expect(html).toContain('検査待ち');
    expect(html).toContain('内容を削除しました');
    expect(html).not.toContain('href');
    expect(shown('clean', 'pending')).toContain('ZIP');
  });
});
