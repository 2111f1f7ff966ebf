/** The form as JSON, for those who prefer it. What is typed is the form as soon as it is one; undo works as everywhere. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { useBuilder, useBuilderState } from '../builderContext';
import { segments } from '../model/pointer';
import { countBySeverity, sentenceOf, SEVERITY_LABELS } from '../problems';
import { diagnosticsOf } from './diagnostics';
import { createEditor, type JsonEditor } from './editor';
import { isForm, TwoWay } from './twoWay';
import './json.css';

const TYPING_MS = 400;

export default function JsonView() {
  const store = useBuilder();
  const { document, problems } = useBuilderState('document', 'problems');
  const [twoWay] = useState(() => new TwoWay(store));
  const state = useSyncExternalStore(twoWay.subscribe, twoWay.getState);
  const { refusal, isStale } = state;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<JsonEditor | null>(null);

  useEffect(() => {
    if (host.current === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const made = createEditor(host.current, twoWay.start(), 'フォームのJSON', {
      onText: (text) => {
        twoWay.typing(text);
        clearTimeout(timer);
        timer = setTimeout(() => twoWay.settle(), TYPING_MS);
      },
      diagnose: (text) => diagnosticsOf(text, store.getState().problems, store.getState().document),
      fields: () => Object.keys(store.getState().document.properties),
    });
    editor.current = made;
    return () => {
      clearTimeout(timer);
      twoWay.settle();
      made.destroy();
      editor.current = null;
    };
  }, [store, twoWay]);

  useEffect(() => {
    const text = twoWay.follow();
    if (text !== null) editor.current?.replace(text);
  }, [document, twoWay]);

  useEffect(() => editor.current?.check(), [problems]);

  const counts = countBySeverity(problems);
  return (
    <div className="json-view">
      <section className="stack-s" aria-labelledby="json-title">
        <h2 id="json-title">フォームのJSON</h2>
        <p className="support">
          編集の画面と同じ内容です。読める形になったところで、編集の画面にも反映して保存します。Ctrl+スペースで候補、Ctrl+Fで検索、Tabで次へ移動します。
        </p>
        <p role="status" className={refusal === null ? 'support' : 'error-text'}>
          {refusal === null
            ? 'この内容は、編集の画面に反映されています。'
            : `まだ反映していません：${refusal} 書きかけの文字は、このフォームを開いている間は残ります。`}
        </p>
        {isStale && (
          <Banner kind="warning">
            <p>
              書きかけの間に、フォームがほかの画面で変わりました。どちらを使うかを選んでください。
              {!isForm(state) && '書きかけの内容で置き換えるには、先に、読める形に直してください。'}
            </p>
            <div className="row">
              <Button onPress={() => editor.current?.replace(twoWay.discard())}>
                書きかけを捨てて、今のフォームを表示
              </Button>
              <Button
                isDisabled={!isForm(state)}
                onPress={() => editor.current && twoWay.insist(editor.current.text())}
              >
                書きかけの内容で置き換える
              </Button>
            </div>
          </Banner>
        )}
        {!isStale && refusal !== null && (
          <div>
            <Button onPress={() => editor.current?.replace(twoWay.discard())}>
              書きかけを捨てて、今のフォームを表示
            </Button>
          </div>
        )}
        <div className="json-editor" data-own-undo ref={host} />
      </section>
      <section className="stack-s" aria-labelledby="json-problems">
        <h2 id="json-problems">確認が必要な箇所</h2>
        <p className="support">
          {problems.length === 0
            ? '確認が必要な箇所はありません。'
            : `エラー${counts.error}件、注意${counts.warning}件、ヒント${counts.hint}件`}
        </p>
        <ul className="problem-list">
          {problems.map((problem, index) => (
            <li key={index}>
              <button
                type="button"
                className="problem"
                onClick={() => editor.current?.goTo(segments(problem.at))}
              >
                <span className="chip">{SEVERITY_LABELS[problem.severity]}</span>
                <span>
                  <code>{problem.at === '' ? '（全体）' : problem.at}</code>
                  <br />
                  {sentenceOf(problem, document)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
