/** Says over a test submission what it is, and erases it with one click. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { keys } from '../api/queries';
import { submissions } from '../api/staffApi';
import type { SubmissionDetail } from '../api/types';
import { Banner, ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';

export function TestNote({ submission }: { submission: SubmissionDetail }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const erase = useMutation({
    mutationFn: () => submissions.erase(submission.id),
    onSuccess: async () => {
      await navigate({
        to: '/forms/$formId/submissions',
        params: { formId: submission.form.id },
        search: { test: true },
      });
      client.removeQueries({ queryKey: keys.submission(submission.id) });
      void client.invalidateQueries({ queryKey: keys.allSubmissions });
    },
  });
  return (
    <>
      <Banner kind="warning">
        <strong>テスト送信です。</strong>
        受付件数・定員・出力には入りません。メールは、テストした職員本人だけに届きます。
        {submission.can.erase && (
          <div className="no-print test-erase">
            <Button isPending={erase.isPending} onPress={() => erase.mutate()}>
              {erase.isPending ? '消しています…' : 'このテスト送信を消す'}
            </Button>
          </div>
        )}
      </Banner>
      <ErrorBanner error={erase.error} />
    </>
  );
}
