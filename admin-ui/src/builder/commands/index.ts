/** The table of commands: every change of a document is one of these, and `apply` is the only door. */
import type { FormDocument } from '../model/document';
import { addBlock, type AddBlock } from './addBlock';
import { addField, type AddField } from './addField';
import { addLanguage, type AddLanguage } from './addLanguage';
import { addMember, type AddMember } from './addMember';
import { addPage, type AddPage } from './addPage';
import { confirmTranslation, type ConfirmTranslation } from './confirmTranslation';
import { editBlock, type EditBlock } from './editBlock';
import { editField, type EditField } from './editField';
import { editForm, type EditForm } from './editForm';
import { editPage, type EditPage } from './editPage';
import { editRules, type EditRules } from './editRules';
import { editSettings, type EditSettings } from './editSettings';
import { insertBlocks, type InsertBlocks } from './insertBlocks';
import { moveBlocks, type MoveBlocks } from './moveBlocks';
import { moveMember, type MoveMember } from './moveMember';
import { movePage, type MovePage } from './movePage';
import { removeBlocks, type RemoveBlocks } from './removeBlocks';
import { removeLanguage, type RemoveLanguage } from './removeLanguage';
import { removeMember, type RemoveMember } from './removeMember';
import { removePage, type RemovePage } from './removePage';
import { renameChoice, type RenameChoice } from './renameChoice';
import { renameField, type RenameField } from './renameField';
import { replaceDocument, type ReplaceDocument } from './replaceDocument';
import { replaceReferences, type ReplaceReferences } from './replaceReferences';
import { setCalculation, type SetCalculation } from './setCalculation';
import { setRequired, type SetRequired } from './setRequired';
import { setTranslation, type SetTranslation } from './setTranslation';
import { setTranslations, type SetTranslations } from './setTranslations';
import { settleOther } from './settleOther';
import { settleRequired } from './settleRequired';
import { settleTexts } from './settleTexts';

export type Command =
  | AddBlock
  | AddField
  | AddLanguage
  | AddMember
  | AddPage
  | ConfirmTranslation
  | EditBlock
  | EditField
  | EditForm
  | EditPage
  | EditRules
  | EditSettings
  | InsertBlocks
  | MoveBlocks
  | MoveMember
  | MovePage
  | RemoveBlocks
  | RemoveLanguage
  | RemoveMember
  | RemovePage
  | RenameChoice
  | RenameField
  | ReplaceDocument
  | ReplaceReferences
  | SetCalculation
  | SetRequired
  | SetTranslation
  | SetTranslations;

type Apply<C> = (document: FormDocument, command: C) => FormDocument;
type Table = { [K in Command['type']]: Apply<Extract<Command, { type: K }>> };

const TABLE: Table = {
  addBlock,
  addField,
  addLanguage,
  addMember,
  addPage,
  confirmTranslation,
  editBlock,
  editField,
  editForm,
  editPage,
  editRules,
  editSettings,
  insertBlocks,
  moveBlocks,
  moveMember,
  movePage,
  removeBlocks,
  removeLanguage,
  removeMember,
  removePage,
  renameChoice,
  renameField,
  replaceDocument,
  replaceReferences,
  setCalculation,
  setRequired,
  setTranslation,
  setTranslations,
};

/** What undo says it takes back. */
export const COMMAND_NAMES: Record<Command['type'], string> = {
  addBlock: '文章の追加',
  addField: '項目の追加',
  addLanguage: '言語の追加',
  addMember: 'くり返しの項目の追加',
  addPage: 'ページの追加',
  confirmTranslation: '訳文の確認',
  editBlock: '文章の変更',
  editField: '項目の変更',
  editForm: 'フォームの変更',
  editPage: 'ページの変更',
  editRules: '入力のきまりの変更',
  editSettings: '設定の変更',
  insertBlocks: '項目の貼り付け・複製',
  moveBlocks: '移動',
  moveMember: 'くり返しの項目の移動',
  movePage: 'ページの移動',
  removeBlocks: '削除',
  removeLanguage: '言語の削除',
  removeMember: 'くり返しの項目の削除',
  removePage: 'ページの削除',
  renameChoice: '選択肢の変更',
  renameField: '項目名の変更',
  replaceDocument: 'フォーム全体の入れ替え',
  replaceReferences: '使う項目の置き換え',
  setCalculation: '計算の変更',
  setRequired: '必須の変更',
  setTranslation: '訳文の変更',
  setTranslations: '訳文の読み込み',
};

/** Pure: the document after the command; the same document when the command changes nothing. */
export function apply(document: FormDocument, command: Command): FormDocument {
  const next = (TABLE[command.type] as Apply<Command>)(document, command);
  if (next === document || command.type === 'replaceDocument') return next;
  return settleRequired(settleOther(document, settleTexts(document, next)));
}
