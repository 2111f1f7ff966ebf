/** A form's details, for tests. */
import type { FormDetail } from '../../api/types';

export function formDetail(patch: Partial<FormDetail> = {}): FormDetail {
  return {
    id: 'form_1',
    slug: 'dog',
    title: '犬の登録',
    state: 'draft',
    version: null,
    has_unpublished_changes: true,
    department: { id: 'department_1', name: '環境課' },
    submission_count: 0,
    updated_at: '2026-04-01T01:00:00Z',
    public_url: 'https://forms.example.jp/f/dog',
    notification_emails: ['kakari@example.jp'],
    notification_mode: 'at_once',
    retention: null,
    published_at: null,
    opens_at: null,
    closes_at: null,
    capacity: null,
    accepted: null,
    is_listed: true,
    embed_origins: [],
    time_zone: 'Asia/Tokyo',
    draft_revision: 1,
    can: { edit: true, publish: true, export: true, handle: true },
    ...patch,
  } as FormDetail;
}
