"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { BlockSkeleton } from "@/components/skeleton";
import { api, bodyOf } from "@/lib/api/client";
import { messageOf } from "@/lib/api/problem";
import { NOT_A_CHANGE } from "@/lib/api/query-client";
import type { Face } from "@/lib/api/types";
import * as strings from "@/strings";
import { Advice } from "./advice";
import styles from "./face.module.css";
import { MeasuredPortrait } from "./measured-portrait";
import { PortraitSource } from "./portrait-source";
import { ShapeSummary } from "./shape-summary";

/** Sends a portrait to the service and draws the measurements over it. The portrait stays in this page's memory. */
export function FacePage() {
  const [portrait, setPortrait] = useState<string | null>(null);
  const analysis = useMutation({ ...NOT_A_CHANGE, mutationFn: analyze, gcTime: 0 });
  const show = (picture: Blob) => {
    setPortrait(URL.createObjectURL(picture));
    analysis.mutate(picture);
  };
  const clear = () => {
    setPortrait(null);
    analysis.reset();
  };
  useEffect(() => () => void (portrait && URL.revokeObjectURL(portrait)), [portrait]);
  const face = analysis.data;

  if (!portrait || analysis.isError)
    return (
      <div className={styles.page}>
        {analysis.isError && (
          <Notice title={strings.problem.title} assertive>
            {messageOf(analysis.error)}
          </Notice>
        )}
        <PortraitSource onPortrait={show} />
      </div>
    );
  return (
    <div className={styles.page}>
      <div className={styles.result}>
        <MeasuredPortrait address={portrait} measurements={face?.measurements} />
        {face ? <ShapeSummary face={face} /> : <Measuring />}
      </div>
      {face && <Advice face={face} />}
      <div>
        <Button onClick={clear}>{strings.face.another}</Button>
      </div>
    </div>
  );
}

function Measuring() {
  return (
    <div role="status">
      <p>{strings.face.measuring}</p>
      <BlockSkeleton />
    </div>
  );
}

function analyze(picture: Blob): Promise<Face> {
  const form = new FormData();
  form.append("file", picture, "portrait");
  // The generated types describe a file in a form as a string; the request sends the form. In the answer the client's
  // types lose that points are pairs.
  const answer: Promise<unknown> = bodyOf(api.POST("/v1/face", { body: { file: "" }, bodySerializer: () => form }));
  return answer as Promise<Face>;
}
