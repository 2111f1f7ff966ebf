import type { KindUi } from './kind';
import { Line, Part } from './sketch';

export const mapPoint: KindUi = {
  label: '地図の場所',
  group: 'things',
  search: '位置 緯度 経度 現在地 ちず map',
  stem: 'place',
  create: () => ({ type: 'object' }),
  Sketch: () => (
    <span className="sketch-halves">
      <Part label="緯度">
        <Line width="w12" />
      </Part>
      <Part label="経度">
        <Line width="w12" />
      </Part>
      <span className="sketch-button add">現在地を使う</span>
    </span>
  ),
};
