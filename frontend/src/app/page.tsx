import { cookies } from "next/headers";
import { LinkButton } from "@/components/link-button";
import * as strings from "@/strings";
import styles from "./page.module.css";

export default async function StartPage() {
  const jar = await cookies();
  const isSignedIn = jar.has("curator_access") || jar.has("curator_refresh");
  const welcome = strings.welcome;
  const app = strings.app;
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <span className={styles.brand}>{app.name}</span>
        {!isSignedIn && (
          <LinkButton href="/sign-in" look="quiet" small>
            {welcome.signIn}
          </LinkButton>
        )}
      </header>
      <main>
        <section className={styles.hero}>
          <div className={styles.words}>
            <h1>{welcome.title}</h1>
            <p>{welcome.lead}</p>
            <div>
              {isSignedIn ? (
                <LinkButton href="/wardrobe" look="solid">
                  {welcome.signedIn}
                </LinkButton>
              ) : (
                <LinkButton href="/sign-up" look="solid">
                  {welcome.start}
                </LinkButton>
              )}
            </div>
          </div>
          <picture className={styles.picture}>
            <img src="/welcome/outfit-1.webp" width={720} height={900} alt="" fetchPriority="high" />
          </picture>
        </section>
        <ol className={styles.steps}>
          {welcome.steps.map((step) => (
            <li key={step.title}>
              <img src={step.picture} width={400} height={300} alt="" loading="lazy" />
              <h2>{step.title}</h2>
              <p>{step.text}</p>
            </li>
          ))}
        </ol>
        <section className={styles.privacy}>
          <h2>{welcome.privacyTitle}</h2>
          <p>{welcome.privacy}</p>
        </section>
      </main>
    </div>
  );
}
