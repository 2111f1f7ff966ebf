/** In every view of the builder: that something waits, and what an edit would do to it. */
import { Link } from '@tanstack/react-router';
import type { FormDetail } from '../../api/types';
import { Banner } from '../../ui/Banner';
import { isWaiting, standingOf, warningOf } from './publicationWords';

export function PublicationBanner({ form }: { form: FormDetail }) {
  const { publication } = form;
  if (publication === null) return null;
  return (
    <Banner kind={isWaiting(publication) ? 'info' : 'warning'}>
      {standingOf(publication)}
      {form.can.edit && warningOf(publication)}{' '}
      <Link to="/forms/$formId/edit" params={{ formId: form.id }} search={{ view: 'publish' }}>
        公開の画面で見る
      </Link>
    </Banner>
  );
}
