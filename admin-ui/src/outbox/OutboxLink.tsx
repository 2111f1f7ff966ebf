/** The way to what has not got through, with how much there is. Looked up again every minute. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys } from '../api/queries';
import { outbox } from '../api/staffApi';

export function OutboxLink() {
  const count = useQuery({ queryKey: keys.outboxCount, queryFn: outbox.count, refetchInterval: 60_000 });
  const stuck = count.data?.stuck ?? 0;
  return (
    <Link to="/outbox" className="shell-link">
      送信状況
      {stuck > 0 && (
        <span className="chip bad">
          未送信{stuck}件{count.data?.is_more && '以上'}
        </span>
      )}
    </Link>
  );
}
