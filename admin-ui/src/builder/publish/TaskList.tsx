/** What is still missing before a form goes to residents, as the server computes it from what is there. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormDetail, ReadinessTask } from '../../api/types';
import { ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { useBuilderState } from '../builderContext';

interface Words {
  label: string;
  /** What to do while it is not done. */
  help: string;
  view?: 'settings' | 'preview';
  /** The heading on this screen below which it is done. */
  below?: string;
}

const TASKS: Record<string, Words> = {
  problems: {
    label: 'エラーをなくす',
    help: '下の「確認が必要な箇所」にあるエラーを直してください。',
  },
  'privacy-notice': {
    label: '個人情報の利用目的を書く',
    help: '何のために集め、だれが使うかを、入力する前に伝えます。',
    view: 'settings',
  },
  contact: {
    label: '問い合わせ先を書く',
    help: '困った人が連絡できる課の名前や電話番号です。',
    view: 'settings',
  },
  'next-steps': {
    label: '申請した後の流れを書く',
    help: '受付の後、いつ、何が届くかを書きます。',
    view: 'settings',
  },
  notification: {
    label: '届いたことを知る人を決める',
    help: '担当部署か、このフォームの通知先に、メールアドレスを登録します。',
    view: 'settings',
  },
  preview: {
    label: 'プレビューで確かめる',
    help: '最後に変えた後の画面を、まだだれも見ていません。',
    view: 'preview',
  },
  test: {
    label: 'テスト送信をする',
    help: '今の内容のテスト送信が、まだありません。',
    below: 'test-title',
  },
  calendar: {
    label: '予約枠を用意する',
    help: '「予約の日時」の項目が指す予約枠がありません。「予約枠」の画面で作り、項目の設定で選んでください。このままでは、住民が会場と日時を選べません。',
  },
};

export function TaskList({ form }: { form: FormDetail }) {
  const { savedTimes } = useBuilderState('savedTimes');
  const readiness = useQuery({
    queryKey: keys.readiness(form.id, savedTimes),
    queryFn: () => forms.readiness(form.id),
    placeholderData: keepPreviousData,
    // The preview may have been looked at since.
    refetchOnMount: 'always',
    staleTime: 0,
  });
  const tasks = readiness.data?.tasks ?? [];
  const done = tasks.filter((task) => task.is_done).length;
  return (
    <section className="panel stack-s" aria-labelledby="tasks-title">
      <h2 id="tasks-title">公開までの準備</h2>
      <ErrorBanner error={readiness.error} />
      {tasks.length > 0 && (
        <>
          <p role="status" className="support">
            {tasks.length}個のうち{done}個が済んでいます。「必須」のほかは、あとからでも公開できます。
          </p>
          <ul className="tasks">
            {tasks.map((task) => (
              <Task key={task.code} form={form} task={task} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Task({ form, task }: { form: FormDetail; task: ReadinessTask }) {
  const words = TASKS[task.code];
  if (words === undefined) return null;
  const chip = task.is_done ? 'good' : task.is_required ? 'bad' : 'warn';
  const name = task.is_done ? '済み' : task.is_required ? '必須' : 'まだ';
  return (
    <li className="task">
      <span className={`chip ${chip}`}>{name}</span>
      <span className="task-words">
        {task.is_done ? (
          <strong>{words.label}</strong>
        ) : words.below !== undefined ? (
          <Button look="text" className="task-link" onPress={() => goBelow(words.below)}>
            {words.label}
          </Button>
        ) : words.view === undefined ? (
          <strong>{words.label}</strong>
        ) : (
          <Link
            to="/forms/$formId/edit"
            params={{ formId: form.id }}
            search={{ view: words.view }}
            className="task-link"
          >
            {words.label}
          </Link>
        )}
        {!task.is_done && <span className="support">{words.help}</span>}
      </span>
    </li>
  );
}

function goBelow(heading: string | undefined): void {
  document.getElementById(heading ?? '')?.focus();
}
