import { FileSettings } from '../inspector/FileSettings';
import { files } from './fresh';
import type { KindUi } from './kind';
import { FileBox } from './sketch';
import { filesInWords } from './summaries';

export const image: KindUi = {
  label: '写真だけの添付',
  group: 'things',
  search: '画像 カメラ アップロード しゃしん photo image',
  stem: 'photo',
  isAlone: true,
  create: files(3, 'image/jpeg', 'image/png'),
  Sketch: FileBox,
  Settings: FileSettings,
  summary: filesInWords,
};
