"use client";

import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { type ReactNode, useId } from "react";
import classes from "@/components/many-to-one/mapping-order.module.css";
import type { ManyToOneItem } from "@/lib/api/many-to-one";

export interface MappingOrderProps {
  items: readonly ManyToOneItem[];
  onMove: (id: string, place: number) => void;
  children: ReactNode;
}

const INSTRUCTIONS =
  "To move a mapping, press Space. Then use the arrow keys, and Space again to drop it, or Escape to leave it where it was.";

/** The ordered list. Rows are moved by their handle, with a pointer or with the keyboard. */
export function MappingOrder({ items, onMove, children }: MappingOrderProps) {
  const id = useId();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = items.map((item) => item.id);
  const nameOf = (one: string | number) => items.find((item) => item.id === one)?.name ?? "The mapping";
  const placeOf = (one: string | number) => `${ids.indexOf(String(one)) + 1} of ${ids.length}`;
  const announcements: Announcements = {
    onDragStart: ({ active }) => `${nameOf(active.id)} is picked up at place ${placeOf(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over ? `${nameOf(active.id)} is over place ${placeOf(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) =>
      over ? `${nameOf(active.id)} is dropped at place ${placeOf(over.id)}.` : undefined,
    onDragCancel: ({ active }) => `${nameOf(active.id)} stays where it was.`,
  };
  function onDragEnd({ active, over }: DragEndEvent) {
    if (over && over.id !== active.id) onMove(String(active.id), ids.indexOf(String(over.id)));
  }
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={onDragEnd}
      accessibility={{ announcements, screenReaderInstructions: { draggable: INSTRUCTIONS } }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol className={classes.list} aria-label="Many-to-one mappings, in the order in which IIS asks">
          {children}
        </ol>
      </SortableContext>
    </DndContext>
  );
}
