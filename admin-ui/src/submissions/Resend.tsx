/** The button at a mail that could not be sent. What was said stays there when there is nothing left to send. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/queries';
import { submissions } from '../api/staffApi';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';

export function Resend({ submission, mails }: { submission: string; mails: number }) {
  const client = useQueryClient();
  const resend = useMutation({
    mutationFn: () => submissions.resend(submission),
    onSuccess: async (detail) => {
      client.setQueryData(keys.submission(submission), detail);
      await client.invalidateQueries({ queryKey: keys.outboxCount });
    },
  });
  return (
    <div className="no-print">
      <ErrorBanner error={resend.error} />
      <Outcome words={resend.isSuccess ? 'もう一度送ります。結果は、この経過に表示されます。' : null} />
      {mails > 0 && (
        <Button isPending={resend.isPending} onPress={() => resend.mutate()}>
          もう一度送る
        </Button>
      )}
    </div>
  );
}
