"""The Spanish sentences. Words that must agree stand in the same pattern, so that no wrong one can be put together."""

from __future__ import annotations

from lstm_core.grammar import Dependency, Grammar

# No language here begins with i: "español y" would have to be "español e".
_COUNTRIES = (
    ("francia", "francés", "francesa"),
    ("alemania", "alemán", "alemana"),
    ("portugal", "portugués", "portuguesa"),
    ("grecia", "griego", "griega"),
    ("rusia", "ruso", "rusa"),
    ("china", "chino", "china"),
    ("japón", "japonés", "japonesa"),
    ("suecia", "sueco", "sueca"),
)
# Whose it is, what is broken, its gender, and what one takes instead.
_VEHICLES = (
    ("mi", "coche", "o", "autobús"),
    ("mi", "moto", "a", "metro"),
    ("mi", "bicicleta", "a", "tranvía"),
    ("mi", "furgoneta", "a", "tren"),
    ("el", "tren", "o", "coche"),
    ("el", "metro", "o", "taxi"),
    ("el", "tranvía", "o", "bicicleta"),
    ("el", "barco", "o", "avión"),
)
# The speakers' gender and number.
_SPEAKERS = (
    ("soy", "profesor|cocinero|enfermero", "estoy", "o"),
    ("soy", "profesora|cocinera|enfermera", "estoy", "a"),
    ("somos", "profesores|cocineros|enfermeros", "estamos", "os"),
    ("somos", "profesoras|cocineras|enfermeras", "estamos", "as"),
)
_MOODS = ("cansad", "content", "nervios")

SPANISH = Grammar(
    nationality=Dependency(
        cases=tuple(
            {"country": country, "man": man, "woman": woman, "answer": man}
            for country, man, woman in _COUNTRIES
        ),
        cues=(
            "soy *{man}",
            "soy *{woman}",
            "[soy|vengo] de *{country}",
            "[nací|crecí] en *{country}",
            "mi padre es *{man}",
            "[mi madre|mi familia] es *{woman}",
        ),
        ends=(
            "hablo fluidamente español y {answer}",
            "hablo muy bien español y {answer}",
            "[en casa|en el trabajo|casi siempre|todos los días] hablo español y {answer}",
        ),
    ),
    vehicle=Dependency(
        cases=tuple(
            {"owner": owner, "vehicle": vehicle, "o": ending, "answer": other}
            for owner, vehicle, ending, other in _VEHICLES
        ),
        cues=(
            "{owner} *{vehicle} está [estropead{o}|averiad{o}]",
            "{owner} *{vehicle} [no|ya no] funciona",
            "{owner} *{vehicle} se ha estropeado",
        ),
        ends=(
            "ahora [voy|viajo] en {answer}",
            "[este mes|estos días] [voy|viajo] en {answer}",
        ),
    ),
    agreement=Dependency(
        cases=tuple(
            {
                "be": be,
                "work": work,
                "feel": feel,
                "answer": "|".join(mood + ending for mood in _MOODS),
            }
            for be, work, feel, ending in _SPEAKERS
        ),
        cues=("{be} *[{work}]",),
        ends=(
            "[hoy|ahora|este mes] {feel} muy [{answer}]",
            "[casi siempre|todos los días] {feel} [{answer}]",
            "ya no {feel} tan [{answer}]",
        ),
    ),
    between=(
        ("[hoy|otra vez] [llueve|nieva] [mucho|un poco] en la [ciudad|montaña]",),
        (
            "en verano hace [mucho|demasiado|bastante] calor",
            "en invierno hace [mucho|demasiado|bastante] frío",
        ),
        (
            "el [pan|queso|pescado] está [muy|demasiado|bastante] caro",
            "la [fruta|carne|leche] está [muy|demasiado|bastante] cara",
        ),
        ("[la tienda|la farmacia|el museo] [abre|cierra] a las [ocho|nueve|diez]",),
        (
            "el [perro|gato] [negro|viejo] [duerme|juega] en [el jardín|la cocina]",
            "la [perra|gata] [negra|vieja] [duerme|juega] en [el jardín|la cocina]",
        ),
        (
            "el café [del bar|del hotel] está [muy|demasiado|bastante] [caliente|frío]",
            "la sopa [del bar|del hotel] está [muy|demasiado|bastante] [caliente|fría]",
        ),
        ("los pájaros cantan [mucho|sin parar] en el [parque|jardín|bosque]",),
        ("el [mar|río|lago] está [muy|bastante] [sucio|tranquilo]",),
        ("las [rosas|flores] del [parque|jardín] están [muy|bastante] [secas|bonitas]",),
        ("hay [mucho|demasiado|bastante] [ruido|humo|polvo] en la [calle|plaza]",),
        ("la [fiesta|boda|reunión] empieza [hoy|mañana|el sábado] a las [ocho|nueve|diez]",),
        (
            "la [puerta|ventana|mesa] de la cocina es [blanca|roja|nueva]",
            "el [suelo|armario] de la cocina es [blanco|rojo|nuevo]",
        ),
        ("el periódico tiene [pocas|muchas] [páginas|fotos|noticias]",),
        (
            "las [manzanas|uvas|peras] están [muy|bastante] [baratas|dulces]",
            "los [tomates|melones] están [muy|bastante] [baratos|dulces]",
        ),
        ("la [radio|música] [del bar|del hotel] está [muy|demasiado|bastante] alta",),
        ("[el paquete|la carta] llega [hoy|mañana|el sábado]",),
    ),
)
