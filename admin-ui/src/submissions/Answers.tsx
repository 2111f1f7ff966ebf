import type { SubmissionDetail } from '../api/types';

/** The answers page by page, as the resident saw the questions. */
export function Answers({ pages }: Pick<SubmissionDetail, 'pages'>) {
  return pages.map((page, index) => (
    <section key={index} aria-labelledby={`answers-${index}`}>
      <h2 id={`answers-${index}`}>{page.title}</h2>
      <dl className="answers">
        {page.rows.map((row) => (
          <div key={row.name}>
            <dt>{row.label}</dt>
            <dd>
              {row.lines.length === 0 ? (
                <span className="support">（回答なし）</span>
              ) : (
                row.lines.map((line, at) => (
                  <span key={at} className="answer-line">
                    {line}
                  </span>
                ))
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
