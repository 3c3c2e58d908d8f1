"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/button";
import { api, bodyOf } from "@/lib/api/client";
import { keys, meQuery } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import type { Face, FaceShape, Me } from "@/lib/api/types";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import styles from "./face.module.css";

/** The face shape, its confidence, the scores of the other shapes, and the choice to remember it. */
export function ShapeSummary({ face }: { face: Face }) {
  const { measurements: measured } = face;
  return (
    <section className={styles.summary} aria-labelledby="shape">
      <h2 id="shape">{strings.face.result(face.shape, face.also)}</h2>
      <p className={styles.soft}>
        {strings.face.sure(face.confidence)}. {strings.face.methods[face.method]}
      </p>
      {face.warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      <h3>{strings.face.howClose}</h3>
      <ul className={styles.scores}>
        {Object.entries(face.shapes).map(([shape, score]) => (
          <li key={shape}>
            <span>{strings.face.shapes[shape as FaceShape]}</span>
            <meter min={0} max={1} value={score} aria-label={strings.face.shapes[shape as FaceShape]} />
          </li>
        ))}
      </ul>
      <h3>{strings.face.measurements}</h3>
      <dl className={styles.measured}>
        <Measured name={strings.face.lines.face_length} value={measured.length_to_width} />
        <Measured name={strings.face.lines.forehead} value={measured.forehead_to_cheekbones} />
        <Measured name={strings.face.lines.jaw} value={measured.jaw_to_cheekbones} />
      </dl>
      <Remembering shape={face.shape} />
    </section>
  );
}

function Measured({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{strings.face.ratio(value)}</dd>
    </div>
  );
}

function Remembering({ shape }: { shape: FaceShape }) {
  const client = useQueryClient();
  const me = useQuery(meQuery(api)).data;
  const change = useMutation({
    mutationFn: (body: { face_shape?: FaceShape | null; face_advice?: boolean }) =>
      bodyOf(api.PATCH("/v1/me", { body })),
    onMutate: (body) => {
      const before = client.getQueryData<Me>(keys.me);
      if (before) client.setQueryData<Me>(keys.me, { ...before, ...body });
      return before;
    },
    onSuccess: (changed) => {
      client.setQueryData(keys.me, changed);
      outdate(client, keys.suggestions);
      showMessage(changed.face_shape ? strings.state.saved : strings.face.forgotten);
    },
    onError: (error, _body, before) => {
      client.setQueryData(keys.me, before);
      showProblem(error);
    },
  });
  if (!me) return null;
  if (!me.face_shape)
    return (
      <Button disabled={change.isPending} onClick={() => change.mutate({ face_shape: shape })}>
        {strings.face.save(strings.face.shapes[shape])}
      </Button>
    );
  return (
    <div className={styles.remembered}>
      <p>{strings.face.saved(strings.face.shapes[me.face_shape])}</p>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={me.face_advice}
          disabled={change.isPending}
          onChange={(event) => change.mutate({ face_advice: event.target.checked })}
        />
        {strings.face.mention}
      </label>
      <Button small disabled={change.isPending} onClick={() => change.mutate({ face_shape: null, face_advice: false })}>
        {strings.face.forget}
      </Button>
    </div>
  );
}
