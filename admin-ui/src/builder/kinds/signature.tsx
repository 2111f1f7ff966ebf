import { SignatureSettings } from '../inspector/FileSettings';
import { files } from './fresh';
import type { KindUi } from './kind';

export const signature: KindUi = {
  label: '手書きの署名',
  group: 'things',
  search: 'サイン 自署 しょめい signature',
  stem: 'signature',
  isAlone: true,
  create: files(1),
  Sketch: () => <span className="sketch-canvas">指、ペン、マウスで署名</span>,
  Settings: SignatureSettings,
};
