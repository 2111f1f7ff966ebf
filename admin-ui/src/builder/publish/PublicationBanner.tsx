/** In every view of the builder: that something waits, and what an edit would do to it. */
import { Link, useSearch } from '@tanstack/react-router';
import type { FormDetail } from '../../api/types';
import { Banner } from '../../ui/Banner';
import './publish.css';
import { isWaiting, standingOf, warningOf } from './publicationWords';

export function PublicationBanner({ form }: { form: FormDetail }) {
  const { publication } = form;
  const { view } = useSearch({ from: '/forms/$formId/edit' });
  if (publication === null || view === 'publish') return null;
  return (
    <div className="publication-banner">
      <Banner kind={isWaiting(publication) ? 'info' : 'warning'}>
        {standingOf(publication)}
        {form.can.edit && warningOf(publication)}{' '}
        <Link to="/forms/$formId/edit" params={{ formId: form.id }} search={{ view: 'publish' }}>
          公開の画面で見る
        </Link>
      </Banner>
    </div>
  );
}
