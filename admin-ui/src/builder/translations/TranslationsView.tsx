/** The texts of the form side by side with what another language says; the server knows which texts there are. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { forms } from '../../api/staffApi';
import { ErrorBanner } from '../../ui/Banner';
import { Radios } from '../../ui/fields';
import { Loading } from '../../ui/Page';
import { useBuilder, useBuilderState } from '../builderContext';
import type { FormDocument } from '../model/document';
import { languagesOf } from '../model/translations';
import { LanguageBar } from './LanguageBar';
import { EASY, languageName } from './languages';
import { countsOf, filtered, groupsOf, type Filter } from './rows';
import { TableExchange } from './TableExchange';
import { TranslationRow } from './TranslationRow';
import './translations.css';

interface Props {
  formId: string;
  /** The place of a text: the focus goes there. */
  at?: string | undefined;
}

export default function TranslationsView({ formId, at }: Props) {
  const { document } = useBuilderState('document');
  const [chosen, setChosen] = useState<string | null>(null);
  const languages = languagesOf(document);
  const language = chosen !== null && languages.includes(chosen) ? chosen : (languages[0] ?? null);
  return (
    <div className="translations">
      <LanguageBar languages={languages} language={language} onChoose={setChosen} />
      {language === null ? (
        <p>ほかの言語はまだありません。言語を追加すると、文章の一覧が表示されます。</p>
      ) : (
        <Language key={language} formId={formId} language={language} at={at} />
      )}
    </div>
  );
}

/** The document without its translations: what the texts are asked of. */
function useOriginals(document: FormDocument): string {
  return useMemo(() => {
    const { 'x-i18n': _said, 'x-i18n-source': _sources, ...originals } = document;
    return JSON.stringify(originals);
  }, [document]);
}

function Language({ formId, language, at }: Props & { language: string }) {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  const originals = useOriginals(document);
  const texts = useQuery({
    queryKey: ['texts', formId, originals],
    queryFn: () => forms.texts(formId, JSON.parse(originals)),
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const [filter, setFilter] = useState<Filter>('all');
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const table = useRef<HTMLDivElement>(null);
  const groups = useMemo(
    () => groupsOf(document, texts.data ?? [], language),
    [document, texts.data, language],
  );
  const keep = (place: string) =>
    setKept((before) => (before.has(place) ? before : new Set([...before, place])));
  const onEdit = useCallback(
    (place: string, text: string) => {
      keep(place);
      const key = `translation ${language} ${place}`;
      store.dispatch({ type: 'setTranslation', language, at: place, text }, { key });
    },
    [store, language],
  );
  const onConfirm = useCallback(
    (place: string) => {
      keep(place);
      const notice = '訳文を確認しました。';
      store.dispatch({ type: 'confirmTranslation', language, at: place }, { notice });
      areaOf(table.current, place)?.focus();
    },
    [store, language],
  );
  const isThere = texts.data !== undefined;
  useEffect(() => {
    if (isThere && at !== undefined) areaOf(table.current, at)?.focus();
  }, [isThere, at]);
  if (texts.error) return <ErrorBanner error={texts.error} />;
  if (!isThere) return <Loading />;
  const counts = countsOf(groups);
  const name = languageName(language);
  const shown = filtered(groups, filter, kept);
  const lang = language === EASY ? 'ja' : language;
  return (
    <section className="panel stack" aria-labelledby="translation-title">
      <h2 id="translation-title">{name}の訳文</h2>
      {language === EASY && <EasyHelp />}
      <p role="status">
        文章{counts.all}件のうち、未翻訳{counts.missing}件、原文が変わったもの{counts.stale}件
      </p>
      <div className="translation-tools">
        <Radios
          legend="表示する文章"
          name="translation-filter"
          value={filter}
          options={[
            { value: 'all', label: 'すべて' },
            { value: 'missing', label: '未翻訳だけ' },
            { value: 'stale', label: '原文が変わったものだけ' },
          ]}
          onChange={(value) => {
            setKept(new Set());
            setFilter(value as Filter);
          }}
        />
        <TableExchange rows={groups.flatMap((group) => group.rows)} language={language} />
      </div>
      <p className="support">
        Tabで次の訳文へ進みます。Ctrl＋Enterで、確かめたことにして次の訳文へ進みます。Alt＋↓、Alt＋↑でも移れます。
      </p>
      {shown.length === 0 ? (
        <p>{filter === 'missing' ? '未翻訳の文章はありません。' : '当てはまる文章はありません。'}</p>
      ) : (
        <div ref={table} onKeyDown={(event) => onKey(event, onConfirm)}>
          {shown.map((group) => (
            <table key={group.id} className="table translation-table">
              <caption>
                {group.title}（{group.rows.length}件）
              </caption>
              <thead>
                <tr>
                  <th scope="col">場所</th>
                  <th scope="col">原文</th>
                  <th scope="col">訳文（{name}）</th>
                </tr>
              </thead>
              <tbody>
                {group.rows.map(({ is_shown: _, ...row }) => (
                  <TranslationRow key={row.at} {...row} {...{ lang, name, onEdit, onConfirm }} />
                ))}
              </tbody>
            </table>
          ))}
        </div>
      )}
    </section>
  );
}

function EasyHelp() {
  return (
    <p className="support">
      短い文で、やさしい言葉で書きます。漢字には「手続《てつづき》」のように、すぐ後ろの《
      》の中に読み方を書きます。
      漢字がつながっているときは、読みを付ける始めに「｜」を置きます（「この｜市役所《しやくしょ》」）。
    </p>
  );
}

const areas = (table: HTMLElement | null) => [
  ...(table?.querySelectorAll<HTMLTextAreaElement>('textarea[data-translation]') ?? []),
];

const areaOf = (table: HTMLElement | null, at: string) =>
  areas(table).find((area) => area.dataset.translation === at);

function onKey(event: KeyboardEvent<HTMLDivElement>, confirm: (at: string) => void): void {
  const area = event.target;
  if (!(area instanceof HTMLTextAreaElement) || event.nativeEvent.isComposing) return;
  const isDone = (event.ctrlKey || event.metaKey) && event.key === 'Enter';
  const step =
    isDone || (event.altKey && event.key === 'ArrowDown')
      ? 1
      : event.altKey && event.key === 'ArrowUp'
        ? -1
        : 0;
  if (step === 0) return;
  event.preventDefault();
  if (isDone && area.value.trim() !== '') confirm(area.dataset.translation ?? '');
  const all = areas(event.currentTarget);
  all[all.indexOf(area) + step]?.focus();
}
