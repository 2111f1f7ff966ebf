/**
 * The files of a submission: photos small, every file as the original, all at once as ZIP. The link beside a photo names
 * it; the photos are loaded at once, because a page may be printed before it has been scrolled.
 */
import { url } from '../api/staffApi';
import type { SubmissionDetail } from '../api/types';
import { formatSize } from '../ui/format';

export function Files({ submission }: { submission: SubmissionDetail }) {
  const { id, files, pages } = submission;
  if (files.length === 0) return null;
  const rows = pages.flatMap((page) => page.rows);
  const labelOf = (field: string) => rows.find((row) => row.name === field)?.label ?? field;
  return (
    <section aria-labelledby="files-title" className="stack-s">
      <div className="row spread">
        <h2 id="files-title">添付ファイル（{files.length}件）</h2>
        <a className="button secondary no-print" href={url.zip(id)} download="">
          すべてZIPでダウンロード
        </a>
      </div>
      <ul className="files">
        {files.map((file) => (
          <li key={file.id}>
            <a href={url.file(id, file.id)} download={file.name}>
              {file.has_thumbnail ? (
                <img src={url.thumbnail(id, file.id)} alt="" />
              ) : (
                <span className="file-mark" aria-hidden="true">
                  {file.media_type === 'application/pdf' ? 'PDF' : 'ファイル'}
                </span>
              )}
              <span>{file.name}</span>
            </a>
            <span className="support">
              {labelOf(file.field)}・{formatSize(file.size)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
