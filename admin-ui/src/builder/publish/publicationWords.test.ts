import { describe, expect, it } from 'vitest';
import type { Publication } from '../../api/types';
import { fingerprint, isWaiting, settingValue, standingOf, subjectOf, warningOf } from './publicationWords';

const asked: Publication = {
  id: 'pub_1',
  form_id: 'form_1',
  form_title: '犬の登録',
  state: 'requested',
  revision: 3,
  changes: [],
  opens: false,
  hash: 'abcdef0123456789',
  publish_at: null,
  note: null,
  requested_by: '見本 太郎',
  requested_at: '2026-04-01T01:00:00Z',
  decided_by: null,
  decided_at: null,
  reason: null,
  is_mine: true,
  can_approve: false,
};

describe('a publication in words', () => {
  it('says what becomes live', () => {
    expect(subjectOf(asked)).toBe('下書きの公開');
    expect(subjectOf({ ...asked, revision: null, opens: true })).toBe('受付の再開');
    const changes = [{ setting: 'slug', from: 'a', to: 'b' }];
    expect(subjectOf({ ...asked, revision: null, changes })).toBe('設定の変更');
    expect(subjectOf({ ...asked, changes })).toBe('下書きと設定の公開');
  });

  it('says where it stands and what an edit would do', () => {
    expect(standingOf(asked)).toContain('見本 太郎さんが下書きの公開を申請し');
    expect(warningOf(asked)).toContain('取り消されます');
    const planned: Publication = { ...asked, state: 'planned', publish_at: '2026-04-02T00:00:00Z' };
    expect(standingOf(planned)).toBe('2026/4/2 09:00に、下書きの公開を予約しています。');
    expect(warningOf(planned)).toContain('予約');
    const voided: Publication = { ...asked, state: 'void', reason: 'draft-changed' };
    expect(standingOf(voided)).toContain('下書きが変わったため、取り消されました');
    expect(warningOf(voided)).toBeNull();
    expect([asked, planned, voided].map(isWaiting)).toEqual([true, true, false]);
  });

  it('never shows a secret, and says values as the settings do', () => {
    expect(settingValue('access_secret', null)).toBe('（表示しません）');
    expect(settingValue('access', 'staff')).toBe('職員だけ');
    expect(settingValue('notification_emails', [])).toBe('なし');
    expect(settingValue('notification_emails', ['a@example.jp', 'b@example.jp'])).toBe(
      'a@example.jp、b@example.jp',
    );
    expect(settingValue('closes_at', '2026-04-02T00:00:00Z')).toBe('2026/4/2 09:00');
    expect(settingValue('grace_seconds', 600)).toBe('10分');
    expect(settingValue('is_listed', false)).toBe('いいえ');
  });

  it('gives a few digits to compare', () => {
    expect(fingerprint(asked.hash)).toBe('abcd-ef01');
  });
});
