/** One calendar: how its slots stand, who comes, its places, how slots are made, and the terms of booking. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { keys } from '../api/queries';
import { calendars } from '../api/staffApi';
import { FailedPage, Loading, Page } from '../ui/Page';
import { ArchiveCalendar } from './ArchiveCalendar';
import { DayList } from './DayList';
import { Grid } from './Grid';
import { PlacesSection } from './PlacesSection';
import { RulesSection } from './RulesSection';
import { TABS, type CalendarSearch } from './tabs';
import { TermsSection } from './TermsSection';
import './calendars.css';

export function CalendarPage() {
  const { calendarId } = useParams({ from: '/calendars/$calendarId' });
  const search = useSearch({ from: '/calendars/$calendarId' });
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: keys.calendar(calendarId),
    queryFn: () => calendars.get(calendarId),
  });
  if (query.data === undefined) {
    return query.isPending ? (
      <Loading />
    ) : (
      <FailedPage error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const calendar = query.data;
  const tab = search.tab ?? 'grid';
  const where = {
    place: calendar.places.find(({ id }) => id === search.place)?.id ?? calendar.places[0]?.id ?? '',
    day: search.day,
  };
  const go = (next: Partial<CalendarSearch>) =>
    void navigate({
      to: '/calendars/$calendarId',
      params: { calendarId },
      search: { ...search, ...next },
      // Where one looks is not a step to go back to.
      replace: next.tab === undefined,
    });
  return (
    <Page title={calendar.title}>
      <div className="row no-print">
        <Link to="/calendars">予約枠の一覧</Link>
        <span className="support">
          キー：<span className="mono">{calendar.key}</span>
        </span>
      </div>
      <nav aria-label="予約枠の画面" className="calendar-tabs no-print">
        {TABS.map(({ value, label }) => (
          <Link
            key={value}
            to="/calendars/$calendarId"
            params={{ calendarId }}
            search={{ ...(search.place && { place: search.place }), tab: value }}
            className={value === tab ? 'shell-link active' : 'shell-link'}
            activeProps={{}}
            aria-current={value === tab ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      {tab === 'grid' && <Grid calendar={calendar} {...where} go={go} />}
      {tab === 'day' && <DayList calendar={calendar} {...where} go={go} />}
      {tab === 'places' && <PlacesSection calendar={calendar} />}
      {tab === 'rules' && <RulesSection calendar={calendar} />}
      {tab === 'terms' && <TermsSection calendar={calendar} />}
      {(tab === 'terms' || calendar.is_archived) && <ArchiveCalendar calendar={calendar} />}
    </Page>
  );
}
