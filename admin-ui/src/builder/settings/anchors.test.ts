// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { anchorOf, focusSetting } from './anchors';

function page(): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = `
    <div data-setting="/x-settings/receiptMail"><select id="to"></select></div>
    <div data-setting="/x-settings/receiptMail/subject"><input id="subject"></div>
    <div data-setting="/x-settings/statusMails/completed/body"><textarea id="body"></textarea></div>
    <div data-setting="/x-rules"><p>…</p></div>`;
  document.body.replaceChildren(root);
  return root;
}

it.each([
  ['/x-settings/receiptMail/subject', 'subject'],
  ['/x-settings/receiptMail/to', 'to'],
  ['/x-settings/statusMails/completed/body', 'body'],
  ['/x-settings/statusMails', 'body'],
])('%s is edited in %s', (pointer, id) => {
  const root = page();
  expect(focusSetting(root, pointer)).toBe(true);
  expect(document.activeElement?.id).toBe(id);
});

it('a place that nothing edits takes no focus', () => {
  const root = page();
  expect(anchorOf(root, '/x-settings/receiptMailbox')).toBeNull();
  expect(focusSetting(root, '/x-rules/0')).toBe(false);
  expect(focusSetting(root, '/properties/name')).toBe(false);
});
