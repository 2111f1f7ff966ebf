/** The logic of the form in one place: what depends on what, as a list and as a picture, tried on sample answers. */
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/fields';
import { Loading } from '../../ui/Page';
import { useBuilderState, useSamples } from '../builderContext';
import { RulesEditor } from '../expressions/RulesEditor';
import { Samples } from '../samples/Samples';
import { useGo } from '../useGo';
import { askers, KIND_WORDS, placesOf, type Place, type Thing } from './dependencies';
import { stateInWords } from './sampleState';
import './logic.css';

const Picture = lazy(() => import('./Picture'));

export default function LogicView() {
  const { document } = useBuilderState('document');
  const [only, setOnly] = useState('');
  const [hasPicture, setPicture] = useState(false);
  const go = useGo();
  const places = placesOf(document);
  const asked = askers(places);
  const shown = only === '' || !asked.has(only) ? places : (asked.get(only)?.places ?? []);
  const goTo = (thing: Thing) => {
    if (thing.isRule) window.document.getElementById('rules')?.focus();
    else void go({ selection: thing.selection });
  };
  return (
    <div className="logic">
      <section className="panel stack" aria-labelledby="logic-title">
        <h2 id="logic-title">条件と計算の一覧</h2>
        <p className="support">
          どの項目の回答で、何が表示され、どう計算されるかの一覧です。項目の名前を押すと、その場所を開きます。
        </p>
        {places.length === 0 ? (
          <p>
            条件と計算はまだありません。「編集」で項目を選ぶと、「表示する条件」や「計算で決める」を作れます。
          </p>
        ) : (
          <>
            <div className="row">
              <Select
                label="次の項目を使っているものだけを表示"
                value={asked.has(only) ? only : ''}
                options={[
                  { value: '', label: `すべて（${places.length}件）` },
                  ...[...asked.values()].map(({ thing, places: own }) => ({
                    value: thing.id,
                    label: `${thing.label}（${own.length}件）`,
                  })),
                ]}
                onChange={setOnly}
              />
              <Button aria-expanded={hasPicture} onPress={() => setPicture(!hasPicture)}>
                {hasPicture ? '図を閉じる' : '図で見る'}
              </Button>
            </div>
            {hasPicture && (
              <Suspense fallback={<Loading />}>
                <Picture places={shown} onGo={goTo} />
              </Suspense>
            )}
            <PlaceList places={shown} onGo={goTo} />
          </>
        )}
      </section>
      <div className="stack">
        <section className="panel stack" aria-labelledby="samples-title">
          <h2 id="samples-title">見本の回答で試す</h2>
          <Samples fields={[...new Set([...asked.keys()].map((id) => id.split('.')[0] ?? id))]} />
        </section>
        <section className="panel stack" aria-labelledby="rules">
          <h2 id="rules" tabIndex={-1}>
            入力のきまり
          </h2>
          <RulesEditor />
        </section>
      </div>
    </div>
  );
}

function PlaceList({ places, onGo }: { places: readonly Place[]; onGo: (thing: Thing) => void }) {
  const decided = useSamples()?.evaluated?.evaluation ?? null;
  return (
    <ul className="place-list">
      {places.map((place) => {
        const state = decided === null ? null : stateInWords(decided, place);
        return (
          <li key={`${place.kind} ${place.thing.id}`} className="place">
            <p>
              <span className="chip">{KIND_WORDS[place.kind]}</span>{' '}
              <button type="button" className="link-button" onClick={() => onGo(place.thing)}>
                {place.thing.label}
              </button>
            </p>
            <p>{place.words}</p>
            {place.asks.length > 0 && (
              <p className="row">
                <span className="support">使う項目：</span>
                {place.asks.map((thing) => (
                  <button key={thing.id} type="button" className="link-button" onClick={() => onGo(thing)}>
                    {thing.label}
                  </button>
                ))}
              </p>
            )}
            {state !== null && <p className="place-state">見本の回答では：{state}</p>}
          </li>
        );
      })}
    </ul>
  );
}
