/** What is selected, with everything that can be changed about it. */
import { useEffect, useRef } from 'react';
import { useBuilderState } from '../builderContext';
import type { Selection } from '../history/history';
import { isNarrow } from '../narrow';
import { BlockInspector } from './BlockInspector';
import { rowOf } from '../model/scope';
import { FieldInspector } from './FieldInspector';
import { MemberInspector } from './MemberInspector';
import { PageInspector } from './PageInspector';

export function Inspector() {
  const { document, selection } = useBuilderState('document', 'selection');
  useScrollWhenNarrow(selection);
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
}

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
