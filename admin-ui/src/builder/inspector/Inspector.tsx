/** What is selected, with everything that can be changed about it. */
import { useBuilderState } from '../builderContext';
import { BlockInspector } from './BlockInspector';
import { FieldInspector } from './FieldInspector';
import { PageInspector } from './PageInspector';

export function Inspector() {
  const { document, selection } = useBuilderState();
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
  return <FieldInspector key={block.field} name={block.field} schema={schema} place={place} block={block} />;
}
