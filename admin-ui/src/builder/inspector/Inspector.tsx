/** What is selected, with everything that can be changed about it. */
import { memo, useDeferredValue, useEffect, useRef } from 'react';
import { useBuilderState } from '../builderContext';
import type { Selection } from '../history/history';
import type { FormDocument } from '../model/document';
import { isNarrow } from '../narrow';
import { BlockInspector } from './BlockInspector';
import { rowOf } from '../model/scope';
import { FieldInspector } from './FieldInspector';
import { MemberInspector } from './MemberInspector';
import { PageInspector } from './PageInspector';

interface Shown {
  document: FormDocument;
  selection: Selection;
}

/**
 * What is typed here is seen at once. What else is chosen follows after the canvas has shown it, because making all the inputs
 * of another field takes longer than drawing its card; until then nothing can be done here.
 */
export function Inspector() {
  const now = useBuilderState('document', 'selection');
  const deferred = useDeferredValue(now);
  const isComing = subjectOf(deferred) !== subjectOf(now) && isThere(deferred, now.document);
  const { document, selection } = isComing ? deferred : now;
  useScrollWhenNarrow(selection);
  return (
    <div className="editor-inspector" id="inspector" data-area="inspector" inert={isComing}>
      <a className="back-to-canvas" href="#canvas">
        項目の一覧へ戻る
      </a>
      <Subject document={document} selection={selection} />
    </div>
  );
}

/** The field that is chosen, if it is one. */
function fieldOf({ document, selection: { page, block } }: Shown): string | undefined {
  return block === null ? undefined : document['x-pages'][page]?.blocks[block]?.field;
}

/** What the inspector is about. */
function subjectOf(shown: Shown): string {
  const { page, block, member } = shown.selection;
  return JSON.stringify([fieldOf(shown) ?? [page, block], member]);
}

/** Whether what was chosen is still part of the form. A page or a text has no name by which it could be found in another one. */
function isThere(chosen: Shown, document: FormDocument): boolean {
  const field = fieldOf(chosen);
  if (field === undefined) return document === chosen.document;
  const schema = document.properties[field];
  const { member } = chosen.selection;
  return schema !== undefined && (member === undefined || rowOf(schema)?.properties[member] !== undefined);
}

const Subject = memo(function Subject({ document, selection }: Shown) {
  const page = document['x-pages'][selection.page];
  if (page === undefined) return null;
  const block = selection.block === null ? undefined : page.blocks[selection.block];
  if (block === undefined || selection.block === null) {
    return <PageInspector key={`page-${page.id}`} page={page} index={selection.page} />;
  }
  const place = { page: selection.page, block: selection.block };
  if (block.field === undefined) {
    return <BlockInspector key={`${place.page}-${place.block}`} block={block} place={place} />;
  }
  const schema = document.properties[block.field];
  if (schema === undefined) return null;
  const { member } = selection;
  const inner = member === undefined ? undefined : rowOf(schema)?.properties[member];
  if (member !== undefined && inner !== undefined) {
    return (
      <MemberInspector key={`${block.field}.${member}`} group={block.field} name={member} schema={inner} />
    );
  }
  return (
    <FieldInspector
      key={block.field}
      name={block.field}
      schema={schema}
      place={block['x-show-when'] === undefined ? undefined : place}
      block={block}
    />
  );
});

/** On a narrow screen the inspector stands below the blocks: choosing a block brings it into view. */
function useScrollWhenNarrow({ page, block, member }: Selection): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current && block !== null && isNarrow()) {
      document.getElementById('inspector')?.scrollIntoView({ block: 'start' });
    }
    isFirst.current = false;
  }, [page, block, member]);
}
