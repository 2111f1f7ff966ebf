/** THE route table of the staff app. Every screen stands here; the shell decides who may see any of them. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { Channel, SubmissionState } from './api/types';
import { FormsPage } from './forms/FormsPage';
import { WAY_IDS, type Way } from './forms/new/ways';
import { Shell } from './shell/Shell';
import { NotFoundPage } from './shell/NotFoundPage';
import { VIEW_NAMES, type BuilderView } from './builder/views';
import { CHANNEL_NAMES } from './submissions/channels';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const STATES: readonly SubmissionState[] = ['received', 'in_progress', 'completed', 'withdrawn'];

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((candidate) => candidate === value);
}

const formsRoute = createRoute({ getParentRoute: () => root, path: '/', component: FormsPage });

const newFormRoute = createRoute({
  getParentRoute: () => root,
  path: '/forms/new',
  validateSearch: (search: Record<string, unknown>): { from?: Way } => {
    const from = oneOf(WAY_IDS, search.from);
    return from === undefined ? {} : { from };
  },
  component: lazyRouteComponent(() => import('./forms/new/NewFormPage'), 'NewFormPage'),
});

export const builderRoute = createRoute({
  getParentRoute: () => root,
  path: '/forms/$formId/edit',
  validateSearch: (search: Record<string, unknown>): { view?: BuilderView; at?: string } => ({
    view: oneOf(VIEW_NAMES, search.view),
    // A place in the document: the view puts the focus there.
    at: typeof search.at === 'string' ? search.at : undefined,
  }),
  component: lazyRouteComponent(() => import('./builder/BuilderPage'), 'BuilderPage'),
});

interface SubmissionsSearch {
  state?: SubmissionState;
  channel?: Channel;
  test?: true;
}

export const submissionsRoute = createRoute({
  getParentRoute: () => root,
  path: '/forms/$formId/submissions',
  validateSearch: (search: Record<string, unknown>): SubmissionsSearch => ({
    state: oneOf(STATES, search.state),
    channel: oneOf(CHANNEL_NAMES, search.channel),
    test: search.test === true || undefined,
  }),
  component: lazyRouteComponent(() => import('./submissions/SubmissionsPage'), 'SubmissionsPage'),
});

export const submissionRoute = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$submissionId',
  component: lazyRouteComponent(() => import('./submissions/SubmissionPage'), 'SubmissionPage'),
});

const departmentsRoute = createRoute({
  getParentRoute: () => root,
  path: '/departments',
  component: lazyRouteComponent(() => import('./staff/DepartmentsPage'), 'DepartmentsPage'),
});

const organizationRoute = createRoute({
  getParentRoute: () => root,
  path: '/organization',
  component: lazyRouteComponent(() => import('./staff/OrganizationPage'), 'OrganizationPage'),
});

const staffRoute = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  component: lazyRouteComponent(() => import('./staff/StaffPage'), 'StaffPage'),
});

const outboxRoute = createRoute({
  getParentRoute: () => root,
  path: '/outbox',
  component: lazyRouteComponent(() => import('./outbox/OutboxPage'), 'OutboxPage'),
});

const routeTree = root.addChildren([
  formsRoute,
  newFormRoute,
  builderRoute,
  submissionsRoute,
  submissionRoute,
  departmentsRoute,
  staffRoute,
  organizationRoute,
  outboxRoute,
]);

export function createAppRouter() {
  return createRouter({ routeTree, basepath: '/admin', defaultPreload: false, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
