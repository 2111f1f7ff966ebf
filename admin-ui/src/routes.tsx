/** THE route table of the staff app. Every screen stands here; the shell decides who may see any of them. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { Channel, SubmissionState } from './api/types';
import { FormsPage } from './forms/FormsPage';
import { Shell } from './shell/Shell';
import { NotFoundPage } from './shell/NotFoundPage';
import { CHANNEL_NAMES } from './submissions/channels';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

export type BuilderView = 'edit' | 'preview' | 'settings';
const VIEWS: readonly BuilderView[] = ['edit', 'preview', 'settings'];
const STATES: readonly SubmissionState[] = ['received', 'in_progress', 'completed', 'withdrawn'];

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((candidate) => candidate === value);
}

const formsRoute = createRoute({ getParentRoute: () => root, path: '/', component: FormsPage });

export const builderRoute = createRoute({
  getParentRoute: () => root,
  path: '/forms/$formId/edit',
  validateSearch: (search: Record<string, unknown>): { view?: BuilderView } => ({
    view: oneOf(VIEWS, search.view),
  }),
  component: lazyRouteComponent(() => import('./builder/BuilderPage'), 'BuilderPage'),
});

export const submissionsRoute = createRoute({
  getParentRoute: () => root,
  path: '/forms/$formId/submissions',
  validateSearch: (search: Record<string, unknown>): { state?: SubmissionState; channel?: Channel } => ({
    state: oneOf(STATES, search.state),
    channel: oneOf(CHANNEL_NAMES, search.channel),
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

const staffRoute = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  component: lazyRouteComponent(() => import('./staff/StaffPage'), 'StaffPage'),
});

const routeTree = root.addChildren([
  formsRoute,
  builderRoute,
  submissionsRoute,
  submissionRoute,
  departmentsRoute,
  staffRoute,
]);

export function createAppRouter() {
  return createRouter({ routeTree, basepath: '/admin', defaultPreload: false, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
