/** The editing view: pages and palette, the page's blocks, the inspector. */
import { Canvas } from './canvas/Canvas';
import { Outline } from './canvas/Outline';
import { Palette } from './canvas/Palette';
import { Inspector } from './inspector/Inspector';
import { ProblemsPanel } from './ProblemsPanel';
import { Banner } from '../ui/Banner';

export function Editor({ canEdit }: { canEdit: boolean }) {
  return (
    <div className="editor" inert={!canEdit}>
      {!canEdit && (
        <Banner kind="info">このフォームは見るだけです。変更するには編集者の役割が必要です。</Banner>
      )}
      <div className="editor-side">
        <Outline />
        <Palette />
      </div>
      <div className="editor-canvas" id="canvas">
        <Canvas />
        <ProblemsPanel />
      </div>
      <div className="editor-inspector" id="inspector">
        <a className="back-to-canvas" href="#canvas">
          項目の一覧へ戻る
        </a>
        <Inspector />
      </div>
    </div>
  );
}
