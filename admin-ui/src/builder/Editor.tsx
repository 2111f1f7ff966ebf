/** The editing view: pages and palette, the page's blocks, the inspector. */
import { memo } from 'react';
import { Canvas } from './canvas/Canvas';
import { Outline } from './canvas/Outline';
import { Palette } from './canvas/Palette';
import { useBuilder } from './builderContext';
import { Inspector } from './inspector/Inspector';
import { useAreaKeys } from './keys/areas';
import { ProblemsPanel } from './ProblemsPanel';

/** Its parts look at the document themselves: what is around it is drawn without drawing them. */
export const Editor = memo(function Editor() {
  useAreaKeys(useBuilder());
  return (
    <div className="editor">
      <div className="editor-side" data-area="palette">
        <Outline />
        <Palette />
      </div>
      <div className="editor-canvas" id="canvas" data-area="canvas">
        <Canvas />
        <ProblemsPanel />
      </div>
      <Inspector />
    </div>
  );
});
