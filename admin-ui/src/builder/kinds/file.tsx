import { FileSettings } from '../inspector/FileSettings';
import { files } from './fresh';
import type { KindUi } from './kind';
import { FileBox } from './sketch';
import { filesInWords } from './summaries';

export const file: KindUi = {
  label: '写真・書類の添付',
  group: 'things',
  search: 'ファイル アップロード PDF 証明書 てんぷ file',
  stem: 'file',
  isAlone: true,
  create: files(3, 'image/jpeg', 'image/png', 'application/pdf'),
  Sketch: FileBox,
  Settings: FileSettings,
  summary: filesInWords,
};
