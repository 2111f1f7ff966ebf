/** The languages of the form: which one the table shows, another one, one less. */
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Radios, Select, TextInput } from '../../ui/fields';
import { useBuilder } from '../builderContext';
import { languageName, offered, refusal } from './languages';

const OTHER = 'other';

interface Props {
  languages: string[];
  language: string | null;
  onChoose: (language: string) => void;
}

export function LanguageBar({ languages, language, onChoose }: Props) {
  const store = useBuilder();
  const [isRemoving, setRemoving] = useState(false);
  return (
    <section className="panel stack" aria-labelledby="languages-title">
      <h2 id="languages-title">言語</h2>
      <p className="support">
        追加した言語は、公開すると住民の画面で選べます。訳文がない文章は、日本語のまま表示されます。
      </p>
      {language !== null && (
        <Radios
          legend="翻訳する言語"
          name="translation-language"
          value={language}
          options={languages.map((tag) => ({ value: tag, label: languageName(tag) }))}
          onChange={onChoose}
        />
      )}
      <div className="row">
        <AddLanguage languages={languages} onAdd={onChoose} />
        {language !== null && (
          <Button look="danger" onPress={() => setRemoving(true)}>
            {languageName(language)}をやめる
          </Button>
        )}
      </div>
      {language !== null && (
        <ConfirmDialog
          title={`${languageName(language)}をやめますか`}
          isOpen={isRemoving}
          action="訳文を消してやめる"
          onClose={() => setRemoving(false)}
          onConfirm={() => {
            const notice = `${languageName(language)}をやめました。`;
            store.dispatch({ type: 'removeLanguage', language }, { notice });
          }}
        >
          <p>この言語の訳文をすべて消します。消した後も「元に戻す」で戻せます。</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function AddLanguage({ languages, onAdd }: { languages: string[]; onAdd: (language: string) => void }) {
  const store = useBuilder();
  const options = [...offered(languages), { value: OTHER, label: 'ほかの言語（タグで指定）' }];
  const [chosen, setChosen] = useState('');
  const [tag, setTag] = useState('');
  const [error, setError] = useState<string | null>(null);
  const value = options.some((option) => option.value === chosen) ? chosen : (options[0]?.value ?? OTHER);
  const add = () => {
    const language = value === OTHER ? tag.trim() : value;
    const refused = refusal(language, languages);
    setError(refused);
    if (refused !== null) return;
    const notice = `${languageName(language)}を追加しました。`;
    store.dispatch({ type: 'addLanguage', language }, { notice });
    setTag('');
    setChosen('');
    onAdd(language);
  };
  return (
    <form
      className="translation-add"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Select label="追加する言語" value={value} options={options} onChange={setChosen} />
      {value === OTHER && (
        <TextInput
          data-own-undo
          label="言語のタグ"
          help="BCP 47 のタグです（フランス語は fr、ウクライナ語は uk）。"
          error={error}
          value={tag}
          onChange={setTag}
        />
      )}
      <Button type="submit">言語を追加</Button>
    </form>
  );
}
