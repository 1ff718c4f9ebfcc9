"""For every constraint of the shapes a change to good.ttl that breaks it, and changes that break nothing.

A breach is named by its shape and the constraint's parameter. One inside a part of other rules (rule:is-…) also names the
rule that tells it.
"""

from __future__ import annotations

# (shape, parameter): SPARQL Update
BREACHES: dict[tuple[str, str], str] = {
    ("named", "nodeKind"): "INSERT DATA { [] a kg:Proceeding }",
    ("evidence", "minCount"): "DELETE DATA { :toudai prov:wasDerivedFrom :words }",
    ("evidence", "class"): "INSERT DATA { :toudai prov:wasDerivedFrom :article }",
    ("confidence", "minCount"): "DELETE DATA { :suit kg:confidence 0.6 }",
    ("confidence", "datatype"): "INSERT DATA { :suit kg:confidence 0.6e0 }",
    ("confidence", "minInclusive"): "INSERT DATA { :suit kg:confidence -0.1 }",
    ("confidence", "maxInclusive"): "INSERT DATA { :suit kg:confidence 1.1 }",
    # people and organizations
    ("label", "minCount"): 'DELETE DATA { :toudai rdfs:label "灯台電機" }',
    ("label", "maxCount"): 'INSERT DATA { :toudai rdfs:label "灯台" }',
    ("label", "datatype"): 'DELETE DATA { :toudai rdfs:label "灯台電機" } ; INSERT DATA { :toudai rdfs:label "灯台電機"@ja }',
    ("label", "minLength"): 'DELETE DATA { :toudai rdfs:label "灯台電機" } ; INSERT DATA { :toudai rdfs:label "" }',
    ("alt-label", "datatype"): 'INSERT DATA { :toudai skos:altLabel "灯台"@ja }',
    ("alt-label", "minLength"): 'INSERT DATA { :toudai skos:altLabel "" }',
    ("alt-label-is-label", "disjoint"): 'INSERT DATA { :toudai skos:altLabel "灯台電機" }',
    ("person-or-organization", "not"): "INSERT DATA { :aoi a kg:Organization }",
    ("age", "maxCount"): "INSERT DATA { :aoi kg:age 42 }",
    ("age", "datatype"): "INSERT DATA { :ren kg:age 42.5 }",
    ("age", "minInclusive"): "INSERT DATA { :ren kg:age -1 }",
    # dates
    ("date", "maxCount"): 'INSERT DATA { :founding kg:date "2019"^^xsd:gYear }',
    ("date", "or"): 'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2023年6月" }',
    ("start-date", "maxCount"): 'INSERT DATA { :position kg:startDate "2017"^^xsd:gYear }',
    ("start-date", "or"): 'DELETE WHERE { :position kg:startDate ?d } ; INSERT DATA { :position kg:startDate 2018 }',
    ("end-date", "maxCount"): 'INSERT DATA { :position kg:endDate "2019"^^xsd:gYear }',
    ("end-date", "or"): 'DELETE WHERE { :position kg:endDate ?d } ; INSERT DATA { :position kg:endDate "2018-03-01T00:00:00"^^xsd:dateTime }',
    # positions
    ("position-holder", "minCount"): "DELETE DATA { :position kg:holder :aoi }",
    ("position-holder", "maxCount"): "INSERT DATA { :position kg:holder :ren }",
    ("position-holder", "class"): "DELETE DATA { :position kg:holder :aoi } ; INSERT DATA { :position kg:holder :hato }",
    ("position-organization", "minCount"): "DELETE DATA { :position kg:organization :kazaguruma }",
    ("position-organization", "maxCount"): "INSERT DATA { :position kg:organization :hato }",
    ("position-organization", "class"): "DELETE WHERE { :position kg:organization ?o } ; INSERT DATA { :position kg:organization :ren }",
    ("position-title", "maxCount"): 'INSERT DATA { :position kg:title "CEO" }',
    ("position-title", "datatype"): 'DELETE WHERE { :position kg:title ?t } ; INSERT DATA { :position kg:title "社長"@ja }',
    ("position-title", "minLength"): 'DELETE WHERE { :position kg:title ?t } ; INSERT DATA { :position kg:title "" }',
    ("position-period", "sparql"): 'DELETE WHERE { :position kg:startDate ?d } ; INSERT DATA { :position kg:startDate "2019"^^xsd:gYear }',
    # events
    ("status", "minCount"): "DELETE DATA { :founding kg:status kg:Occurred }",
    ("status", "maxCount"): "INSERT DATA { :founding kg:status kg:Planned }",
    ("status", "in"): "DELETE DATA { :founding kg:status kg:Occurred } ; INSERT DATA { :founding kg:status kg:Occured }",
    ("no-status", "maxCount"): "INSERT DATA { :suit kg:status kg:Occurred }",
    ("amount", "maxCount"): "INSERT DATA { :acquisition kg:amount :range }",
    ("amount", "class"): "DELETE DATA { :funding kg:amount :range } ; INSERT DATA { :funding kg:amount 3000000000.0 }",
    ("planned-date", "sparql"): 'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2023-04"^^xsd:gYearMonth }',
    # foundings
    ("founding-founded", "minCount"): "DELETE DATA { :founding kg:founded :kazaguruma }",
    ("founding-founded", "maxCount"): "INSERT DATA { :founding kg:founded :hato }",
    ("founding-founded", "class"): "DELETE DATA { :founding kg:founded :kazaguruma } ; INSERT DATA { :founding kg:founded :words }",
    ("founding-founder", "or"): "INSERT DATA { :founding kg:founder :unknown }",
    ("founding-by-itself", "disjoint"): "INSERT DATA { :founding kg:founder :kazaguruma }",
    ("founding-detail", "minCount"): "DELETE WHERE { :founding kg:founder ?f } ; DELETE WHERE { :founding kg:date ?d }",
    # fundings
    ("funding-recipient", "maxCount"): "INSERT DATA { :funding kg:recipient :kazaguruma }",
    ("funding-recipient", "class"): "DELETE DATA { :funding kg:recipient :toudai } ; INSERT DATA { :funding kg:recipient :aoi }",
    ("funding-investor", "or"): "INSERT DATA { :funding kg:investor :article }",
    ("funding-party", "minCount"): "DELETE DATA { :plan kg:investor :hato }",
    ("funding-of-itself", "disjoint"): "INSERT DATA { :funding kg:investor :toudai }",
    ("funding-round", "maxCount"): 'INSERT DATA { :funding kg:round "シリーズC" }',
    ("funding-round", "datatype"): 'INSERT DATA { :plan kg:round "シード"@ja }',
    ("funding-round", "minLength"): 'INSERT DATA { :plan kg:round "" }',
    # acquisitions
    ("acquisition-acquirer", "or"): "INSERT DATA { :acquisition kg:acquirer :unknown }",
    ("acquisition-target", "minCount"): "DELETE DATA { :acquisition kg:target :toudai }",
    ("acquisition-target", "maxCount"): "INSERT DATA { :acquisition kg:target :court }",
    ("acquisition-target", "class"): "DELETE DATA { :acquisition kg:target :toudai } ; INSERT DATA { :acquisition kg:target :ren }",
    ("acquisition-seller", "or"): 'INSERT DATA { :acquisition kg:seller "磯部蓮" }',
    ("acquisition-of-itself", "disjoint"): "INSERT DATA { :acquisition kg:acquirer :toudai }",
    # lawsuits
    ("lawsuit-plaintiff", "or"): "INSERT DATA { :suit kg:plaintiff :unknown }",
    ("lawsuit-defendant", "or"): "INSERT DATA { :suit kg:defendant :unknown }",
    ("lawsuit-with-itself", "disjoint"): "INSERT DATA { :suit kg:plaintiff :ren }",
    ("lawsuit-court", "maxCount"): "INSERT DATA { :suit kg:court :hato }",
    ("lawsuit-court", "class"): "DELETE DATA { :suit kg:court :court } ; INSERT DATA { :suit kg:court :ren }",
    ("lawsuit-damages", "maxCount"): "INSERT DATA { :suit kg:damages :range }",
    ("lawsuit-damages", "class"): "DELETE DATA { :suit kg:damages :sum } ; INSERT DATA { :suit kg:damages 3000000000.0 }",
    ("lawsuit-claim", "maxCount"): 'INSERT DATA { :suit kg:claim "差止め" }',
    ("lawsuit-claim", "datatype"): 'DELETE WHERE { :suit kg:claim ?c } ; INSERT DATA { :suit kg:claim "損害賠償"@ja }',
    ("lawsuit-claim", "minLength"): 'DELETE WHERE { :suit kg:claim ?c } ; INSERT DATA { :suit kg:claim "" }',
    ("lawsuit-proceeding", "class"): "INSERT DATA { :suit kg:proceeding kg:Filed }",
    ("lawsuit-order", "sparql"): 'DELETE WHERE { :settled kg:date ?d } ; INSERT DATA { :settled kg:date "2022-03-09"^^xsd:date }',
    ("proceeding-action", "minCount"): "DELETE DATA { :settled kg:action kg:Settled }",
    ("proceeding-action", "maxCount"): "INSERT DATA { :settled kg:action kg:Withdrawn }",
    ("proceeding-action", "in"): "DELETE DATA { :settled kg:action kg:Settled } ; INSERT DATA { :settled kg:action kg:Occurred }",
    ("proceeding-lawsuit", "minCount"): "DELETE DATA { :suit kg:proceeding :settled }",
    ("proceeding-lawsuit", "maxCount"): "INSERT DATA { :other a kg:Lawsuit ; kg:proceeding :settled }",
    ("proceeding-lawsuit", "class"): "DELETE DATA { :suit kg:proceeding :settled } ; INSERT DATA { :plan kg:proceeding :settled }",
    # money
    ("money-form", "xone"): "DELETE WHERE { :sum kg:value ?v }",
    ("money-number", "datatype"): "DELETE WHERE { :sum kg:value ?v } ; INSERT DATA { :sum kg:value 3000000000 }",
    ("money-range", "lessThanOrEquals"): "DELETE WHERE { :range kg:minValue ?v } ; INSERT DATA { :range kg:minValue 100000000.0 }",
    ("money-currency", "minCount"): 'DELETE DATA { :sum kg:currency "JPY" }',
    ("money-currency", "maxCount"): 'INSERT DATA { :sum kg:currency "USD" }',
    ("money-currency", "datatype"): 'DELETE WHERE { :sum kg:currency ?c } ; INSERT DATA { :sum kg:currency "JPY"@en }',
    ("money-currency", "pattern"): 'DELETE WHERE { :sum kg:currency ?c } ; INSERT DATA { :sum kg:currency "円" }',
    ("money-bound", "minCount"): "DELETE DATA { :sum kg:bound kg:About }",
    ("money-bound", "maxCount"): "INSERT DATA { :sum kg:bound kg:Exact }",
    ("money-bound", "in"): "DELETE DATA { :sum kg:bound kg:About } ; INSERT DATA { :sum kg:bound kg:Over }",
    ("money-label", "maxCount"): 'INSERT DATA { :sum rdfs:label "30億円" }',
    ("money-label", "datatype"): 'INSERT DATA { :range rdfs:label "数千万ドル"@ja }',
    # evidence
    ("evidence-source", "minCount"): "DELETE DATA { :words oa:hasSource :article }",
    ("evidence-source", "maxCount"): "INSERT DATA { :words oa:hasSource :second . :second a kg:Article }",
    ("evidence-source", "class"): "DELETE DATA { :words oa:hasSource :article } ; INSERT DATA { :words oa:hasSource :suit }",
    ("evidence-position", "qualifiedMinCount"): "DELETE DATA { :words oa:hasSelector :words-position }",
    ("evidence-position", "qualifiedMaxCount"): "INSERT DATA { :words oa:hasSelector :second . :second a oa:TextPositionSelector }",
    ("evidence-quote", "qualifiedMinCount"): "DELETE DATA { :words oa:hasSelector :words-quote }",
    ("evidence-quote", "qualifiedMaxCount"): "INSERT DATA { :words oa:hasSelector :second . :second a oa:TextQuoteSelector }",
    ("position-start", "minCount"): "DELETE WHERE { :words-position oa:start ?n }",
    ("position-start", "maxCount"): "INSERT DATA { :words-position oa:start 1 }",
    ("position-start", "pattern"): "DELETE WHERE { :words-position oa:start ?n } ; INSERT DATA { :words-position oa:start 0.5 }",
    ("position-start", "minInclusive"): 'DELETE WHERE { :words-position oa:start ?n } ; INSERT DATA { :words-position oa:start "0" }',
    ("position-end", "minCount"): "DELETE WHERE { :words-position oa:end ?n }",
    ("position-end", "maxCount"): "INSERT DATA { :words-position oa:end 4 }",
    ("position-end", "pattern"): "DELETE WHERE { :words-position oa:end ?n } ; INSERT DATA { :words-position oa:end 3.0 }",
    ("position-end", "minInclusive"): 'DELETE WHERE { :words-position oa:end ?n } ; INSERT DATA { :words-position oa:end "3" }',
    ("position-order", "lessThan"): "DELETE WHERE { :words-position oa:start ?n } ; INSERT DATA { :words-position oa:start 3 }",
    ("quote-exact", "minCount"): "DELETE WHERE { :words-quote oa:exact ?q }",
    ("quote-exact", "maxCount"): 'INSERT DATA { :words-quote oa:exact "灯台" }',
    ("quote-exact", "datatype"): 'DELETE WHERE { :words-quote oa:exact ?q } ; INSERT DATA { :words-quote oa:exact "風車屋"@ja }',
    ("quote-exact", "minLength"): 'DELETE WHERE { :words-quote oa:exact ?q } ; INSERT DATA { :words-quote oa:exact "" }',
    ("article-issued", "or"): 'INSERT DATA { :article dcterms:issued "6月1日" }',
    # plain edges
    ("founded-by", "sparql"): "DELETE DATA { :founding kg:founder :ren }",
    ("invested-in", "sparql"): "DELETE DATA { :funding kg:status kg:Occurred } ; INSERT DATA { :funding kg:status kg:Planned }",
    ("acquired", "sparql"): "DELETE DATA { :acquisition kg:status kg:Occurred } ; INSERT DATA { :acquisition kg:status kg:Rejected }",
    ("sued", "sparql"): "INSERT DATA { :kazaguruma kg:sued :aoi }",
    ("affiliated-with", "sparql"): "INSERT DATA { :ren kg:affiliatedWith :kazaguruma }",
}

# (part, parameter): the rule that tells it, SPARQL Update
INSIDE: dict[tuple[str, str], tuple[str, str]] = {
    ("is-person", "class"): ("founding-founder", "INSERT DATA { :founding kg:founder :article }"),
    ("is-organization", "class"): ("lawsuit-plaintiff", "INSERT DATA { :suit kg:plaintiff :article }"),
    ("is-date", "datatype"): ("date", 'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2023-06-01" }'),
    ("is-date", "pattern"): ("date", 'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2023-06-01+09:00"^^xsd:date }'),
    ("is-year-month", "datatype"): ("start-date", 'DELETE WHERE { :position kg:startDate ?d } ; INSERT DATA { :position kg:startDate "2018-01" }'),
    ("is-year-month", "pattern"): (
        "start-date",
        'DELETE WHERE { :position kg:startDate ?d } ; INSERT DATA { :position kg:startDate "2018-13"^^xsd:gYearMonth }',
    ),
    ("is-year", "datatype"): ("article-issued", 'DELETE WHERE { :article dcterms:issued ?d } ; INSERT DATA { :article dcterms:issued 2023 }'),
    ("is-year", "pattern"): ("end-date", 'DELETE WHERE { :position kg:endDate ?d } ; INSERT DATA { :position kg:endDate "18"^^xsd:gYear }'),
    ("is-with-value", "minCount"): ("money-form", "DELETE WHERE { :sum kg:value ?v }"),
    ("is-with-value", "maxCount"): ("money-form", "INSERT DATA { :sum kg:value 1.0 }"),
    ("is-without-ends", "maxCount"): ("money-form", "INSERT DATA { :sum kg:minValue 1.0 }"),
    ("is-without-value", "maxCount"): ("money-form", "INSERT DATA { :range kg:value 10000000.0 }"),
    ("is-with-low-end", "minCount"): ("money-form", "DELETE WHERE { :range kg:minValue ?v }"),
    ("is-with-low-end", "maxCount"): ("money-form", "INSERT DATA { :range kg:minValue 1.0 }"),
    ("is-with-high-end", "minCount"): ("money-form", "DELETE WHERE { :range kg:maxValue ?v }"),
    ("is-with-high-end", "maxCount"): ("money-form", "INSERT DATA { :range kg:maxValue 100000000.0 }"),
    ("is-position", "class"): ("evidence-position", "DELETE DATA { :words oa:hasSelector :words-position }"),
    ("is-quote", "class"): ("evidence-quote", "DELETE DATA { :words oa:hasSelector :words-quote }"),
}

# More that breaks a rule: (rule, SPARQL Update)
MORE: tuple[tuple[str, str], ...] = (
    # 2019 begins after December 2018 ends, whichever of the two is told more exactly
    (
        "position-period",
        'DELETE WHERE { :position kg:startDate ?d } ; DELETE WHERE { :position kg:endDate ?d } ; '
        'INSERT DATA { :position kg:startDate "2019"^^xsd:gYear ; kg:endDate "2018-12"^^xsd:gYearMonth }',
    ),
    (
        "position-period",
        'DELETE WHERE { :position kg:startDate ?d } ; DELETE WHERE { :position kg:endDate ?d } ; '
        'INSERT DATA { :position kg:startDate "2018-04-02"^^xsd:date ; kg:endDate "2018-04-01"^^xsd:date }',
    ),
    ("planned-date", 'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2022"^^xsd:gYear }'),
    ("planned-date", 'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2023-05-31"^^xsd:date }'),
    # an acquisition that is only planned says nothing of its date either
    ("planned-date", "DELETE DATA { :acquisition kg:status kg:Occurred } ; INSERT DATA { :acquisition kg:status kg:Planned }"),
    ("lawsuit-order", 'DELETE WHERE { :settled kg:date ?d } ; INSERT DATA { :settled kg:date "2021"^^xsd:gYear }'),
    ("money-form", "INSERT DATA { :sum kg:minValue 1.0 ; kg:maxValue 2.0 }"),
    ("evidence", "DELETE WHERE { :settled prov:wasDerivedFrom ?w }"),
    ("status", "DELETE DATA { :plan kg:status kg:Planned }"),
    ("named", "INSERT DATA { [] a kg:Person }"),
    ("founded-by", "DELETE DATA { :founding kg:status kg:Occurred } ; INSERT DATA { :founding kg:status kg:Denied }"),
    ("sued", "DELETE WHERE { :suit a ?c }"),
    ("affiliated-with", "DELETE DATA { :position kg:holder :aoi } ; INSERT DATA { :position kg:holder :ren }"),
)

# What breaks nothing at all: SPARQL Update
ALLOWED: tuple[str, ...] = (
    "DELETE WHERE { :position kg:title ?t }",
    "DELETE WHERE { :position kg:startDate ?d }",
    'DELETE WHERE { :position kg:startDate ?d } ; INSERT DATA { :position kg:startDate "2018-03-31"^^xsd:date }',
    'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2023"^^xsd:gYear }',
    'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2023-06-01"^^xsd:date }',
    "DELETE WHERE { :article dcterms:issued ?d } ; DELETE WHERE { :plan kg:date ?d } ; "
    'INSERT DATA { :plan kg:date "1999"^^xsd:gYear }',  # nobody knows when the article is from
    # an earlier article told the same plan
    'DELETE WHERE { :plan kg:date ?d } ; INSERT DATA { :plan kg:date "2023-04"^^xsd:gYearMonth ; prov:wasDerivedFrom :w . '
    ":w a oa:SpecificResource ; oa:hasSource :earlier ; oa:hasSelector :words-position , :words-quote . "
    ':earlier a kg:Article ; dcterms:issued "2023-02-10"^^xsd:date }',
    'DELETE WHERE { :founding kg:status ?s } ; DELETE WHERE { ?o kg:foundedBy ?a } ; INSERT DATA { :founding kg:status kg:Alleged }',
    "DELETE WHERE { :founding kg:date ?d }",
    'DELETE WHERE { :settled kg:date ?d } ; INSERT DATA { :settled kg:date "2022"^^xsd:gYear }',
    "DELETE WHERE { :filed kg:date ?d } ; DELETE WHERE { :settled kg:date ?d } ; "
    'INSERT DATA { :settled kg:date "2001"^^xsd:gYear }',  # when it was filed is not told
    "DELETE WHERE { :suit kg:proceeding ?p } ; DELETE WHERE { :filed ?p ?o } ; DELETE WHERE { :settled ?p ?o }",
    "DELETE WHERE { :range kg:minValue ?v } ; INSERT DATA { :range kg:minValue 99999999.0 }",
    "DELETE WHERE { :words-position oa:start ?n } ; INSERT DATA { :words-position oa:start 2 }",
    'INSERT DATA { :aoi <https://example.org/shoe-size> 24 ; rdfs:seeAlso <https://example.org/aoi> }',
)
