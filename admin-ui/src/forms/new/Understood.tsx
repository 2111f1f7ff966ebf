/** What was understood, before a form is made of it: origin, questions with their kinds, what became of them, problems. */
import { useEffect, useRef, type ReactNode } from 'react';
import type { Import, ImportQuestion } from '../../api/types';
import { kindLabel } from '../../builder/kinds';
import { sentenceOf, SEVERITY_LABELS } from '../../builder/problems';
import { Banner } from '../../ui/Banner';
import { OriginWords } from '../OriginWords';
import { notePlace, noteSentence } from './notes';

/** Takes the focus when it appears, so that a screen reader reads on here. */
export function Understood({ understood }: { understood: Import }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { title, origin, questions, guesses, report, problems } = understood;
  const unsure = guesses.filter(({ is_sure }) => !is_sure).length;
  const errors = problems.filter(({ severity }) => severity === 'error');
  return (
    <section className="new-understood stack" aria-labelledby="understood-title">
      <h3 id="understood-title" ref={heading} tabIndex={-1}>
        読み取った内容：{title || '（名前なし）'}（{questions.length}項目）
      </h3>
      {origin.kind === 'file' && <FileState origin={origin} />}
      {unsure > 0 && (
        <Banner kind="info">
          言葉から種類を決められなかった項目が{unsure}
          件あります。「1行の文字」にしました。作成した後で変えられます。
        </Banner>
      )}
      <div className="table-scroll" role="region" aria-label="読み取った項目" tabIndex={0}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">質問</th>
              <th scope="col">種類</th>
              <th scope="col">回答</th>
              <th scope="col">ページ</th>
            </tr>
          </thead>
          <tbody>
            {questions.map((question) => (
              <Row
                key={question.name}
                question={question}
                guess={guesses.find(({ name }) => name === question.name)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {report.length > 0 && (
        <Told title="取り込むときに変わったこと">
          {report.map((note, index) => (
            <li key={index}>
              {notePlace(note) !== '' && <strong>{notePlace(note)}：</strong>}
              {noteSentence(note)}
            </li>
          ))}
        </Told>
      )}
      {problems.length > 0 && (
        <Told
          title={
            errors.length > 0
              ? `公開する前に直すところ（エラー${errors.length}件）`
              : '作成した後で確認するところ'
          }
        >
          {problems.map((problem, index) => (
            <li key={index}>
              <span className={`chip ${problem.severity === 'error' ? 'bad' : ''}`}>
                {SEVERITY_LABELS[problem.severity]}
              </span>{' '}
              {placeOf(problem.at, questions)}
              {sentenceOf(problem)}
            </li>
          ))}
        </Told>
      )}
    </section>
  );
}

function Told({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="stack-s">
      <h4>{title}</h4>
      <ul className="new-told">{children}</ul>
    </section>
  );
}

function Row({
  question,
  guess,
}: {
  question: ImportQuestion;
  guess: Import['guesses'][number] | undefined;
}) {
  const { label, name, kind, is_required, page, choices } = question;
  return (
    <tr>
      <th scope="row">
        {label || name}
        {choices.length > 0 && <div className="support new-plain">選択肢：{choices.join('、')}</div>}
        {guess !== undefined && guess.includes.length > 0 && (
          <div className="support new-plain">まとめた質問：{guess.includes.join('、')}</div>
        )}
      </th>
      <td>
        {kindLabel({ 'x-kind': kind })}
        {guess?.is_sure === false && <span className="chip warn">推測できません</span>}
      </td>
      <td className="nowrap">{is_required ? '必須' : '任意'}</td>
      <td>{page}</td>
    </tr>
  );
}

function FileState({ origin }: { origin: Import['origin'] }) {
  return (
    <Banner kind={origin.is_unchanged ? 'success' : 'warning'}>
      <p>
        <OriginWords origin={origin} />
      </p>
      <p>
        {origin.is_unchanged
          ? '書き出したときから変わっていません。'
          : '書き出した後で、だれかが内容を変えています。心当たりがないときは、送り主に確かめてください。'}
        送り主がだれかを証明するものではありません。
      </p>
    </Banner>
  );
}

/** The question that a problem is about. */
function placeOf(at: string, questions: ImportQuestion[]): string {
  const [, root, name] = at.split('/');
  const question = root === 'properties' ? questions.find((one) => one.name === name) : undefined;
  return question === undefined ? '' : `「${question.label || question.name}」：`;
}
