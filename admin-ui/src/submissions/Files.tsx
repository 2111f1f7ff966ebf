/**
 * The files of a submission: photos small, every file as the original, all at once as ZIP. The link beside a photo names
 * it; the photos are loaded at once, because a page may be printed before it has been scrolled. What the virus scanner
 * holds back is named and said why, without a link.
 */
import { url } from '../api/staffApi';
import type { SubmissionDetail } from '../api/types';
import { formatSize } from '../ui/format';

type CaseFile = SubmissionDetail['files'][number];

/** Why nobody can open a file; nothing when everybody who sees the submission can. */
function whyHeld(state: CaseFile['scan_state']): string | undefined {
  switch (state) {
    case 'pending':
      return '検査待ち：ウイルス検査が終わると開けるようになります。';
    case 'infected':
      return 'ウイルス検査で問題が見つかったため、内容を削除しました。';
    case 'clean':
    case 'not_scanned':
      return undefined;
  }
}

function FileLink({ id, file }: { id: string; file: CaseFile }) {
  const mark = file.media_type === 'application/pdf' ? 'PDF' : 'ファイル';
  const held = whyHeld(file.scan_state);
  if (held) {
    return (
      <div className="held">
        <span className="file-mark" aria-hidden="true">
          {mark}
        </span>
        <span>
          {file.name}
          <br />
          <strong className={file.scan_state === 'infected' ? 'error-text' : undefined}>{held}</strong>
        </span>
      </div>
    );
  }
  return (
    <a href={url.file(id, file.id)} download={file.name}>
      {file.has_thumbnail ? (
        <img src={url.thumbnail(id, file.id)} alt="" />
      ) : (
        <span className="file-mark" aria-hidden="true">
          {mark}
        </span>
      )}
      <span>{file.name}</span>
    </a>
  );
}

export function Files({ submission }: { submission: SubmissionDetail }) {
  const { id, files, pages } = submission;
  if (files.length === 0) return null;
  const rows = pages.flatMap((page) => page.rows);
  const labelOf = (field: string) => rows.find((row) => row.name === field)?.label ?? field;
  return (
    <section aria-labelledby="files-title" className="stack-s">
      <div className="row spread">
        <h2 id="files-title">添付ファイル（{files.length}件）</h2>
        {files.some((file) => !whyHeld(file.scan_state)) && (
          <a className="button secondary no-print" href={url.zip(id)} download="">
            すべてZIPでダウンロード
          </a>
        )}
      </div>
      <ul className="files">
        {files.map((file) => (
          <li key={file.id}>
            <FileLink id={id} file={file} />
            <span className="support">
              {labelOf(file.field)}・{formatSize(file.size)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
