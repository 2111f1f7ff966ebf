/** A frame for other web sites: the snippet, and which sites may show it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { Outcome } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { TextArea } from '../../ui/fields';
import { LeaveGuard } from '../../ui/LeaveGuard';
import { embedSnippet, originsOf } from './embed';
import { SettingsRequest } from './SettingsRequest';

export function EmbedPanel({ form }: { form: FormDetail }) {
  const client = useQueryClient();
  const saved = form.embed_origins.join('\n');
  // What holds as far as `text` knows: where nothing was typed, it follows what others change.
  const [base, setBase] = useState(saved);
  const [text, setText] = useState(saved);
  if (base !== saved) {
    setBase(saved);
    if (text === base) setText(saved);
  }
  const [error, setError] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (origins: string[]) => forms.edit(form.id, { embed_origins: origins }),
    onSuccess: (next) => {
      client.setQueryData(keys.form(form.id), next);
      setText(next.embed_origins.join('\n'));
    },
  });
  const send = () => {
    const { origins, wrong } = originsOf(text);
    if (wrong !== null) {
      return setError(
        `「${wrong}」は使えません。https:// から始まるサイトのアドレスを、1行に1つ入力してください。`,
      );
    }
    setError(null);
    save.mutate(origins);
  };
  const isDirty = form.can.edit && text !== saved;
  const snippet = embedSnippet(form.public_url, form.title);
  return (
    <>
      <LeaveGuard isDirty={isDirty} />
      <details className="share-more" data-own-undo>
        <summary>ほかのサイトのページに埋め込む</summary>
        <div className="stack-s">
          <TextArea
            label="埋め込みを許すサイト"
            help="市の公式サイトなど、フォームを中に表示してよいサイトです。1行に1つ、https://www.city.example.jp のように入力します。ここにないサイトでは、なりすましを防ぐため表示されません。"
            value={text}
            error={error}
            disabled={!form.can.edit}
            onChange={setText}
          />
          {form.can.edit && (
            <Button isDisabled={!isDirty} isPending={save.isPending} onPress={send}>
              保存（すぐに変わります）
            </Button>
          )}
          <SettingsRequest
            form={form}
            error={save.error}
            patch={{ embed_origins: save.variables ?? [] }}
            onAsked={() => setText(saved)}
          />
          <Outcome words={save.isSuccess && !isDirty ? '埋め込みを許すサイトを保存しました。' : null} />
          {form.embed_origins.length === 0 ? (
            <p className="support">埋め込むには、まずサイトを登録してください。</p>
          ) : (
            <>
              <p>次のHTMLを、ページの表示したいところに貼り付けます。</p>
              <pre className="share-snippet" tabIndex={0} aria-label="埋め込むHTML">
                {snippet}
              </pre>
              <CopyButton text={snippet} label="HTMLをコピー" />
            </>
          )}
        </div>
      </details>
    </>
  );
}
