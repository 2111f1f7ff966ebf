/** The table of commands: every change of a document is one of these, and `apply` is the only door. */
import type { FormDocument } from '../model/document';
import { addBlock, type AddBlock } from './addBlock';
import { addField, type AddField } from './addField';
import { addMember, type AddMember } from './addMember';
import { addPage, type AddPage } from './addPage';
import { duplicateBlock, type DuplicateBlock } from './duplicateBlock';
import { editBlock, type EditBlock } from './editBlock';
import { editField, type EditField } from './editField';
import { editForm, type EditForm } from './editForm';
import { editPage, type EditPage } from './editPage';
import { editRules, type EditRules } from './editRules';
import { editSettings, type EditSettings } from './editSettings';
import { moveBlock, type MoveBlock } from './moveBlock';
import { moveMember, type MoveMember } from './moveMember';
import { movePage, type MovePage } from './movePage';
import { removeBlock, type RemoveBlock } from './removeBlock';
import { removeMember, type RemoveMember } from './removeMember';
import { removePage, type RemovePage } from './removePage';
import { renameChoice, type RenameChoice } from './renameChoice';
import { renameField, type RenameField } from './renameField';
import { replaceDocument, type ReplaceDocument } from './replaceDocument';
import { setCalculation, type SetCalculation } from './setCalculation';
import { setRequired, type SetRequired } from './setRequired';
import { settleOther } from './settleOther';
import { settleRequired } from './settleRequired';

export type Command =
  | AddBlock
  | AddField
  | AddMember
  | AddPage
  | DuplicateBlock
  | EditBlock
  | EditField
  | EditForm
  | EditPage
  | EditRules
  | EditSettings
  | MoveBlock
  | MoveMember
  | MovePage
  | RemoveBlock
  | RemoveMember
  | RemovePage
  | RenameChoice
  | RenameField
  | ReplaceDocument
  | SetCalculation
  | SetRequired;

type Apply<C> = (document: FormDocument, command: C) => FormDocument;
type Table = { [K in Command['type']]: Apply<Extract<Command, { type: K }>> };

const TABLE: Table = {
  addBlock,
  addField,
  addMember,
  addPage,
  duplicateBlock,
  editBlock,
  editField,
  editForm,
  editPage,
  editRules,
  editSettings,
  moveBlock,
  moveMember,
  movePage,
  removeBlock,
  removeMember,
  removePage,
  renameChoice,
  renameField,
  replaceDocument,
  setCalculation,
  setRequired,
};

/** What undo says it takes back. */
export const COMMAND_NAMES: Record<Command['type'], string> = {
  addBlock: '文章の追加',
  addField: '項目の追加',
  addMember: 'くり返しの項目の追加',
  addPage: 'ページの追加',
  duplicateBlock: '複製',
  editBlock: '文章の変更',
  editField: '項目の変更',
  editForm: 'フォームの変更',
  editPage: 'ページの変更',
  editRules: '入力のきまりの変更',
  editSettings: '設定の変更',
  moveBlock: '移動',
  moveMember: 'くり返しの項目の移動',
  movePage: 'ページの移動',
  removeBlock: '削除',
  removeMember: 'くり返しの項目の削除',
  removePage: 'ページの削除',
  renameChoice: '選択肢の変更',
  renameField: '項目名の変更',
  replaceDocument: 'フォーム全体の入れ替え',
  setCalculation: '計算の変更',
  setRequired: '必須の変更',
};

/** Pure: the document after the command; the same document when the command changes nothing. */
export function apply(document: FormDocument, command: Command): FormDocument {
  const next = (TABLE[command.type] as Apply<Command>)(document, command);
  if (next === document || command.type === 'replaceDocument') return next;
  return settleRequired(settleOther(document, next));
}
