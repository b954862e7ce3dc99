-- The rule of searching and sorting, as `workflows/search` tells it: characters are folded and cut into words by this
-- text alone, so that the answers are the same whatever locale, dictionaries or extensions a database has. Whoever
-- changes it writes a new migration that makes the indexes anew. Needs UTF8 for `normalize`.
create function search_folded(given text) returns text language plpgsql immutable strict parallel safe as $fold$
declare
  t text := given;
begin
  if octet_length(t) <> length(t) then
    t := normalize(translate(t, u&'\2018\2019\201b\02b9\02bb\02bc\02bd\02be\02bf\02c8\2032\2035\00b4`\a78c\ff07\05f3\2010\2011\2012\2013\2014\2015\2212\2043\fe58\fe63\ff0d\05be\2122\2120\00b9\00b2\00b3', u&'''''''''''''''''''''''''''''''''''------------     '), nfkd);
    t := regexp_replace(t, '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]', '', 'g');
  else
    t := translate(t, '`', '''');
  end if;
  t := lower(t collate "C");
  if octet_length(t) <> length(t) then
    if t ~ '[\u00c6\u00d0\u00d8\u00de\u00f0\u00f8\u0110-\u0111\u0126-\u0127\u0131\u0141-\u0142\u014a-\u014b\u0152\u0166-\u0167\u0181-\u018b\u018e-\u019f\u01a2-\u01a9\u01ac-\u01ae\u01b1-\u01b8\u01bc\u01e4-\u01e5\u01f6-\u01f7\u021c\u0220-\u0224\u023a-\u023e\u0241-\u0250\u0268\u0289\u0370-\u0372\u0376\u037f\u0391-\u03a9\u03c2\u03cf\u03d8-\u03ee\u03f7\u03fa\u03fd-\u03ff\u0402-\u040b\u040f-\u042f\u0460-\u0474\u0478-\u0480\u048a-\u04c0\u04c3-\u04cd\u04d4\u04d8\u04e0\u04e8\u04f6\u04fa-\u052e\u0531-\u0556\u0629\u0649\u0660-\u0669\u0671\u06a9\u06c1\u06cc\u06d5\u06f0-\u06f9\u1e9e\u1efa-\u1efe\u2c60-\u2c64\u2c67-\u2c72\u2c75\u2c7e-\u2c7f\ua640-\ua66c\ua680-\ua69a]' then
      t := translate(t, u&'\0370\0372\0376\037f\0391\0392\0393\0394\0395\0396\0397\0398\0399\039a\039b\039c\039d\039e\039f\03a0\03a1\03a3\03a4\03a5\03a6\03a7\03a8\03a9\03cf\03d8\03da\03dc\03de\03e0\03e2\03e4\03e6\03e8\03ea\03ec\03ee\03f7\03fa\03fd\03fe\03ff\0402\0404\0405\0406\0408\0409\040a\040b\040f\0410\0411\0412\0413\0414\0415\0416\0417\0418\041a\041b\041c\041d\041e\041f\0420\0421\0422\0423\0424\0425\0426\0427\0428\0429\042a\042b\042c\042d\042e\042f\0460\0462\0464\0466\0468\046a\046c\046e\0470\0472\0474\0478\047a\047c\047e\0480\048a\048c\048e\0490\0492\0494\0496\0498\049a\049c\049e\04a0\04a2\04a4\04a6\04a8\04aa\04ac\04ae\04b0\04b2\04b4\04b6\04b8\04ba\04bc\04be\04c0\04c3\04c5\04c7\04c9\04cb\04cd\04d4\04d8\04e0\04e8\04f6\04fa\04fc\04fe\0500\0502\0504\0506\0508\050a\050c\050e\0510\0512\0514\0516\0518\051a\051c\051e\0520\0522\0524\0526\0528\052a\052c\052e\00c6\00d0\00d8\00de\0110\0126\0141\014a\0152\0166\0181\0182\0184\0186\0187\0189\018a\018b\018e\018f\0190\0191\0193\0194\0196\0197\0198\019c\019d\019f\01a2\01a4\01a6\01a7\01a9\01ac\01ae\01b1\01b2\01b3\01b5\01b7\01b8\01bc\01e4\01f6\01f7\021c\0220\0222\0224\023a\023b\023d\023e\0241\0243\0244\0245\0246\0248\024a\024c\024e\0531\0532\0533\0534\0535\0536\0537\0538\0539\053a\053b\053c\053d\053e\053f\0540\0541\0542\0543\0544\0545\0546\0547\0548\0549\054a\054b\054c\054d\054e\054f\0550\0551\0552\0553\0554\0555\0556\1e9e\1efa\1efc\1efe\2c60\2c62\2c63\2c64\2c67\2c69\2c6b\2c6d\2c6e\2c6f\2c70\2c72\2c75\2c7e\2c7f\a640\a642\a644\a646\a648\a64a\a64c\a64e\a650\a652\a654\a656\a658\a65a\a65c\a65e\a660\a662\a664\a666\a668\a66a\a66c\a680\a682\a684\a686\a688\a68a\a68c\a68e\a690\a692\a694\a696\a698\a69a\0660\06f0\0661\06f1\0662\06f2\0663\06f3\0664\06f4\0665\06f5\0666\06f6\0667\06f7\0668\06f8\0669\06f9\0250\0111\00f0\01e5\0127\0131\0268\0142\019a\014b\00f8\0167\0289\01b6\03c2\0671\0649\06cc\0629\06c1\06d5\06a9',
        u&'\0371\0373\0377\03f3\03b1\03b2\03b3\03b4\03b5\03b6\03b7\03b8\03b9\03ba\03bb\03bc\03bd\03be\03bf\03c0\03c1\03c3\03c4\03c5\03c6\03c7\03c8\03c9\03d7\03d9\03db\03dd\03df\03e1\03e3\03e5\03e7\03e9\03eb\03ed\03ef\03f8\03fb\037b\037c\037d\0452\0454\0455\0456\0458\0459\045a\045b\045f\0430\0431\0432\0433\0434\0435\0436\0437\0438\043a\043b\043c\043d\043e\043f\0440\0441\0442\0443\0444\0445\0446\0447\0448\0449\044a\044b\044c\044d\044e\044f\0461\0463\0465\0467\0469\046b\046d\046f\0471\0473\0475\0479\047b\047d\047f\0481\048b\048d\048f\0491\0493\0495\0497\0499\049b\049d\049f\04a1\04a3\04a5\04a7\04a9\04ab\04ad\04af\04b1\04b3\04b5\04b7\04b9\04bb\04bd\04bf\04cf\04c4\04c6\04c8\04ca\04cc\04ce\04d5\04d9\04e1\04e9\04f7\04fb\04fd\04ff\0501\0503\0505\0507\0509\050b\050d\050f\0511\0513\0515\0517\0519\051b\051d\051f\0521\0523\0525\0527\0529\052b\052d\052f\00e6do\00fedhln\0153t\0253\0183\0185\0254\0188\0256\0257\018c\01dd\0259\025b\0192\0260\0263\0269i\0199\026f\0272\0275\01a3\01a5\0280\01a8\0283\01ad\0288\028a\028b\01b4z\0292\01b9\01bdg\0195\01bf\021d\019e\0223\0225\2c65\023cl\2c66\0242\0180u\028c\0247\0249\024b\024d\024f\0561\0562\0563\0564\0565\0566\0567\0568\0569\056a\056b\056c\056d\056e\056f\0570\0571\0572\0573\0574\0575\0576\0577\0578\0579\057a\057b\057c\057d\057e\057f\0580\0581\0582\0583\0584\0585\0586\00df\1efb\1efd\1eff\2c61\026b\1d7d\027d\2c68\2c6a\2c6c\0251\0271a\0252\2c73\2c76\023f\0240\a641\a643\a645\a647\a649\a64b\a64d\a64f\a651\a653\a655\a657\a659\a65b\a65d\a65f\a661\a663\a665\a667\a669\a66b\a66d\a681\a683\a685\a687\a689\a68b\a68d\a68f\a691\a693\a695\a697\a699\a69b00112233445566778899addghiillnotuz\03c3\0627\064a\064a\0647\0647\0647\0643');
    end if;
    if t ~ '[\u00df\u00e6\u0153\u00fe]' then
      t := replace(replace(replace(replace(t, u&'\00df', 'ss'), u&'\00e6', 'ae'), u&'\0153', 'oe'), u&'\00fe', 'th');
    end if;
    t := regexp_replace(t, '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2190-\u2bff\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3031-\u9fff\uf900-\ufaff\U0001f000-\U0001f3fa\U0001f400-\U0001fbff\U00020000-\U0003ffff])', ' \1 ', 'g');
  end if;
  return regexp_replace(t, '[\u0001-\u0026\u0028-\u002c\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02b9-\u02df\u037e\u0387\u055a-\u055f\u0589-\u058a\u05c0\u05c3\u05c6\u05f4\u0600-\u060f\u061b\u061d-\u061f\u066a-\u066d\u06d4\u06dd-\u06de\u06e9\u0964-\u0965\u1680\u2000-\u200a\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\ufff0-\uffff]+', ' ', 'g');
end
$fold$;
--> statement-breakpoint
-- The words of texts with their places, for `@@`: cut at every apostrophe, dash and dot, and once more with the words
-- that these hold together. Between two texts and the two ways of cutting a place stays free, so that no phrase
-- reaches across.
create function search_words(variadic given text[]) returns tsvector language plpgsql immutable parallel safe cost 500
  set search_path from current as $words$
declare
  each text;
  apart text;
  joined text;
  words text[] := '{}';
begin
  foreach each in array given loop
    continue when each is null or each = '';
    apart := search_folded(each);
    joined := null;
    if apart ~ '[.''-]' then
      if apart ~ '[^ ][.''-][^ ]' then
        joined := regexp_replace(apart, '([^ .''-])[.''-](?=[^ 0-9.''-])', '\1', 'g');
        joined := regexp_replace(joined, '([^ 0-9.''-])[.''-](?=[^ .''-])', '\1', 'g');
        joined := regexp_replace(joined, '([0-9])[.](?=[0-9])', '\1:', 'g');
        joined := replace(regexp_replace(joined, '[ .''-]+', ' ', 'g'), ':', '.');
      end if;
      apart := regexp_replace(apart, '[ .''-]+', ' ', 'g');
    end if;
    words := words || null::text || string_to_array(btrim(apart), ' ');
    if joined <> apart then
      words := words || null::text || string_to_array(btrim(joined), ' ');
    end if;
  end loop;
  return (select coalesce(string_agg('''' || left(word, 100) || ''':' || least(place, 16383), ' '), '')::tsvector
    from unnest(words) with ordinality cut(word, place) where word is not null);
end
$words$;
--> statement-breakpoint
-- What texts are sorted by: without accents, capitals and apostrophes, numbers by their value, and then as they are.
create function reading_order(given text) returns text language plpgsql immutable strict parallel safe set search_path from current as $order$
declare
  t text := btrim(regexp_replace(replace(search_folded(given), '''', ''), '[ .-]+', ' ', 'g'));
begin
  if t ~ '[0-9]' then
    t := regexp_replace(regexp_replace(t, '([0-9]+)', '0000000000\1', 'g'), '0*([0-9]{10,})', '\1', 'g');
  end if;
  return t || chr(1) || given;
end
$order$;
--> statement-breakpoint
DROP INDEX "actions_words";--> statement-breakpoint
DROP INDEX "criteria_words";--> statement-breakpoint
CREATE INDEX "actions_title_words" ON "actions" USING gin (search_words("ref", "title"));--> statement-breakpoint
CREATE INDEX "actions_text_words" ON "actions" USING gin (search_words("description", "intended_effect", "owner_post"));--> statement-breakpoint
CREATE INDEX "blockers_text_words" ON "blockers" USING gin (search_words("what", "waiting_on", "how"));--> statement-breakpoint
CREATE INDEX "criteria_text_words" ON "criteria" USING gin (search_words("text"));--> statement-breakpoint
CREATE INDEX "evidence_text_words" ON "evidence" USING gin (search_words("title"));--> statement-breakpoint
CREATE INDEX "milestones_text_words" ON "milestones" USING gin (search_words("title"));--> statement-breakpoint
CREATE INDEX "updates_text_words" ON "updates" USING gin (search_words("note", "what_changed"));--> statement-breakpoint
CREATE INDEX "measures_title_words" ON "measures" USING gin (search_words("ref", "title"));--> statement-breakpoint
CREATE INDEX "measures_text_words" ON "measures" USING gin (search_words(variadic array["definition", "count_of", "numerator", "numerator_source", "denominator", "denominator_source", "note"] || "aliases"));--> statement-breakpoint
CREATE INDEX "decisions_text_words" ON "decisions" USING gin (search_words("text"));--> statement-breakpoint
CREATE INDEX "people_title_words" ON "people" USING gin (search_words("name"));--> statement-breakpoint
CREATE INDEX "people_text_words" ON "people" USING gin (search_words("post"));--> statement-breakpoint
CREATE INDEX "recommendations_title_words" ON "recommendations" USING gin (search_words("ref"));--> statement-breakpoint
CREATE INDEX "recommendations_text_words" ON "recommendations" USING gin (search_words("text", "source", "paragraph"));--> statement-breakpoint
CREATE INDEX "priorities_title_words" ON "priorities" USING gin (search_words("ref", "title"));--> statement-breakpoint
CREATE INDEX "priorities_text_words" ON "priorities" USING gin (search_words("description", "impact", "confidence_note", "outcome_note"));