/** A pasted list of questions: the server guesses the kinds, the person looks before the form is made. */
import { useMutation } from '@tanstack/react-query';
import { forms } from '../../api/staffApi';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/fields';
import { ImportFailed } from './ImportFailed';
import { startOf, type Start } from './start';
import { Understood } from './Understood';
import { useKept } from './useKept';

const EXAMPLE = `【申請する方】
1. 氏名（ふりがな）【必須】
2. 生年月日
3. 住所
4. 電話番号
5. メールアドレス（任意）

【申請の内容】
6. 交付の方法：窓口・郵送
7. 利用したいサービス（複数選択可）
  配食
  送迎
  その他（  ）
8. 本人確認書類の写し
9. 個人情報の取扱いに同意します`;

export function QuestionsWay({ onChange }: { onChange: (start: Start | null) => void }) {
  const [text, setText] = useKept('questions');
  const read = useMutation({
    mutationFn: (list: string) => forms.readImport({ kind: 'questions', text: list }),
  });
  function type(next: string) {
    setText(next);
    // What is shown below must be what is written above.
    read.reset();
    onChange(null);
  }
  return (
    <>
      <TextArea
        label="質問の一覧"
        help="1行に1つずつ書きます。選択肢は「：」の後に書くか、次の行から字下げして書きます。「必須」「任意」「複数選択可」も読み取ります。"
        rows={14}
        value={text}
        spellCheck={false}
        onChange={type}
      />
      <div className="row">
        <Button
          look="primary"
          isPending={read.isPending}
          isDisabled={text.trim() === ''}
          // By the call, not by the mutation: whoever types meanwhile gets no answer to what was written before.
          onPress={() => read.mutate(text, { onSuccess: (understood) => onChange(startOf(understood)) })}
        >
          {read.isPending ? '読み取っています…' : '読み取る'}
        </Button>
        {text === '' && <Button onPress={() => type(EXAMPLE)}>例を入れてみる</Button>}
      </div>
      <ImportFailed error={read.error} />
      {read.data && <Understood understood={read.data} />}
    </>
  );
}
